package org.spikestill.data;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Name;
import org.spikestill.model.settings.Seed;

/// Arrays that `numpy.savez` wrote, or files of `numpy.save` in one folder: `x_train`, `y_train`, `x_test`, `y_test` (with `x_val`,
/// `y_val`, if wanted), the names of MedMNIST (`train_images`, `train_labels`, …), or undivided `x` and `y`.
///
/// Samples are `[N, H, W]`, `[N, H, W, C]`, `[N, C, H, W]` or `[N, K]`, as bytes or as floats in [0, 1]; labels are whole numbers
/// from 0. Training samples are mixed by `seed`, so that the first n of an archive sorted by class are a sample of all classes.
///
/// @param file with the arrays, or the `.npy` file of one of them, within the data directory or absolute
/// @param test share of the test set, in [0.01, 0.9], where the arrays are undivided
/// @param seed of that division, and of the order of training samples
@Name("npz")
public record ArrayFile(String file, float test, long seed) implements DataSource {
    private static final List<Names> DIVIDED = List.of(
            new Names("x_train", "y_train", "x_val", "y_val", "x_test", "y_test"),
            new Names("train_images", "train_labels", "val_images", "val_labels", "test_images", "test_labels"));

    private static final List<List<String>> UNDIVIDED =
            List.of(List.of("x", "y"), List.of("images", "labels"), List.of("data", "labels"), List.of("X", "y"));

    private record Names(String x, String y, String xVal, String yVal, String xTest, String yTest) {}

    public ArrayFile {
        within("test", test, 0.01f, 0.9f);
    }

    public ArrayFile() {
        this("arrays.npz", 0.2f, 1);
    }

    @Override
    public List<Path> files(Optional<Path> dataDir) {
        return List.of(DataFolder.place(dataDir, file));
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Path place = DataFolder.place(dataDir, file);
        try (NumpyArrays archive = NumpyArrays.open(place)) {
            List<String> present = archive.names();
            for (Names names : DIVIDED) {
                if (present.containsAll(List.of(names.x, names.y, names.xTest, names.yTest))) {
                    return divided(archive, place, names);
                }
            }
            for (List<String> names : UNDIVIDED) {
                if (present.containsAll(names)) {
                    return undivided(archive, place, names.getFirst(), names.getLast());
                }
            }
            throw new InvalidFile(
                    place,
                    "holds the arrays " + present.stream().limit(20).toList()
                            + ", wanted x_train, y_train, x_test and y_test, or x and y");
        }
    }

    private Opened divided(NumpyArrays archive, Path place, Names names) throws IOException {
        ArraySamples train = samples(archive, place, names.x, names.y);
        Optional<NumpyArray> validated = archive.find(names.xVal);
        Optional<Dataset> validation = Optional.empty();
        if (validated.isPresent()) {
            validation =
                    Optional.of(samples(archive, place, names.xVal, names.yVal).withClasses(train.classes()));
        }
        Dataset test = samples(archive, place, names.xTest, names.yTest).withClasses(train.classes());
        if (!train.sample().equals(test.sample())) {
            throw new InvalidFile(
                    place,
                    "'" + names.x + "' holds samples of " + train.sample() + ", '" + names.xTest + "' of "
                            + test.sample() + ": both must have one shape");
        }
        return new Opened(mixed(train), validation, test, names(train.classes()), List.of());
    }

    private Opened undivided(NumpyArrays archive, Path place, String x, String y) throws IOException {
        ArraySamples all = samples(archive, place, x, y);
        Split split = Split.share(all, test, Seed.of(seed).split("test"));
        return new Opened(mixed(split.kept()), split.heldOut(), names(all.classes()));
    }

    private Dataset mixed(Dataset train) {
        return Subset.of(train, Seed.of(seed).split("order").permutation(train.size()));
    }

    private static ArraySamples samples(NumpyArrays archive, Path place, String x, String y) throws IOException {
        NumpyArray samples = found(archive, place, x);
        NumpyArray labels = found(archive, place, y);
        return ArraySamples.of(archive.place(x), samples, archive.place(y), labels);
    }

    private static NumpyArray found(NumpyArrays archive, Path place, String name) throws IOException {
        return archive.find(name).orElseThrow(() -> new InvalidFile(place, "holds no array '" + name + "'"));
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }
}
