package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.spikestill.model.settings.Seed;

/// The training, validation and test splits of a run. The test set is the published one, untouched; the
/// validation set is the published one, or else held out from the published training set.
///
/// @param name what the data are called in tables and provenance: the spec of their source, such as `mnist`
/// @param classNames one per class, in order of the labels; empty where the labels are values
/// @param notes lines for people on how samples are made of the files
public record DataSplits(
        String name, Dataset train, Dataset validation, Dataset test, List<String> classNames, List<String> notes)
        implements AutoCloseable {
    public DataSplits {
        classNames = List.copyOf(classNames);
        notes = List.copyOf(notes);
    }

    /// Name, number of samples in each split and their shape, for people.
    public String sizes() {
        return "%s: %d training, %d validation and %d test samples of %s"
                .formatted(name, train.size(), validation.size(), test.size(), train.sample());
    }

    public DataSplits(String name, Dataset train, Dataset validation, Dataset test, List<String> classNames) {
        this(name, train, validation, test, classNames, List.of());
    }

    /// @param dataDir see [DataSource#open]
    /// @param validationShare share of the training set that is held out, equal per class, from 0 to below 1
    /// @param seed root of the run; decides which samples are held out
    public static DataSplits of(DataSource source, Optional<Path> dataDir, float validationShare, Seed seed)
            throws IOException {
        return of(source, dataDir, LabelSupply.ALL, validationShare, seed);
    }

    /// As the other, with fewer or wrong training labels.
    public static DataSplits of(
            DataSource source, Optional<Path> dataDir, LabelSupply labels, float validationShare, Seed seed)
            throws IOException {
        DataSource.Opened opened = source.open(dataDir);
        opened.train().check();
        opened.test().check();
        Dataset labelled =
                labels.labelled(opened.train(), seed.split("labelled")).heldOut();
        Split split = opened.validation().isPresent()
                ? new Split(labelled, opened.validation().get())
                : Split.share(labelled, validationShare, seed.split("validation"));
        Dataset train = labels.noisy(split.kept(), seed.split("noise"));
        String name = DataSource.catalog().spec(source);
        return new DataSplits(name, train, split.heldOut(), opened.test(), opened.classNames(), opened.notes());
    }

    /// Classes that no training sample has: their outputs learn nothing but to be low.
    public List<String> classesWithoutSamples() throws IOException {
        Set<Integer> absent =
                new TreeSet<>(IntStream.range(0, train.classes()).boxed().toList());
        for (int i = 0; i < train.size() && !absent.isEmpty(); i++) {
            absent.remove(train.label(i));
        }
        return absent.stream().map(classNames::get).toList();
    }

    /// Views of at most so many samples each, for a quick run.
    public DataSplits limit(int trainSamples, int testSamples) {
        return new DataSplits(
                name,
                train.limit(trainSamples),
                validation.limit(testSamples),
                test.limit(testSamples),
                classNames,
                notes);
    }

    @Override
    public void close() throws IOException {
        try (train;
                validation;
                test) {
            // closed in reverse order, all of them even if one fails
        }
    }
}
