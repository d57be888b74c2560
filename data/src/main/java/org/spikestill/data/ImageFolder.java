package org.spikestill.data;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Any pictures, PNG, JPEG or BMP, in one folder per class: `FOLDER/CLASS/PICTURE`. Classes are numbered in the
/// order of their names. All pictures have the size of the first one; nothing is resized. Pictures are decoded as
/// they are read.
///
/// A picture belongs to the test set if a hash of its class, its name and the seed falls into that share: adding or removing
/// others moves none.
///
/// @param folder with the classes, within the data directory
/// @param channels 1 for grey, 3 for colour; pictures of the other kind are converted
/// @param test share of the test set, in [0.01, 0.9]
/// @param seed of the division; part of what the data are, not of a run
/// @param labels origin of the classes
public record ImageFolder(String folder, int channels, float test, long seed, FolderLabels labels)
        implements DataSource {
    /// Origin of the labels of pictures in folders.
    public enum FolderLabels {
        /// the folder of a picture is its class
        FOLDERS,
        /// pictures have no class, and may lie in the folder itself
        NONE
    }

    /// Bounds on what is listed.
    private static final int MAX_CLASSES = 10_000;

    private static final int MAX_PICTURES = 1_000_000;

    /// Bound on the edge of a picture.
    private static final int MAX_EDGE = 1024;

    public ImageFolder {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels is " + channels + ": it must be 1 for grey or 3 for colour");
        }
        within("test", test, 0.01f, 0.9f);
    }

    public ImageFolder() {
        this("images", 3, 0.2f, 1);
    }

    /// With folders for classes.
    public ImageFolder(String folder, int channels, float test, long seed) {
        this(folder, channels, test, seed, FolderLabels.FOLDERS);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Path root = DataFolder.of(dataDir, folder).path();
        return switch (labels) {
            case FOLDERS -> labelled(root);
            case NONE -> unlabelled(root);
        };
    }

    private Opened labelled(Path root) throws IOException {
        List<Path> classes = Folders.folders(root, MAX_CLASSES);
        if (classes.size() < 2) {
            for (Path only : classes) {
                pictures(only); // says so if these are not classes
            }
            throw new InvalidFile(root, "holds " + classes.size() + " folders, wanted one per class, 2 or more");
        }
        List<ImageFiles.Entry> train = new ArrayList<>();
        List<ImageFiles.Entry> tested = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path picture : pictures(classes.get(label))) {
                (isTest(picture) ? tested : train).add(new ImageFiles.Entry(picture, label));
            }
        }
        List<String> names = classes.stream().map(Folders::name).toList();
        Shape sample = sample(root, train, tested);
        return new Opened(
                new ImageFiles(sample, names.size(), train), new ImageFiles(sample, names.size(), tested), names);
    }

    /// The pictures of the folder and of those in it.
    private Opened unlabelled(Path root) throws IOException {
        List<Path> pictures = new ArrayList<>(Folders.files(root, MAX_PICTURES, Folders::isPicture));
        for (Path inner : Folders.folders(root, MAX_CLASSES)) {
            pictures.addAll(Folders.files(inner, MAX_PICTURES - pictures.size(), Folders::isPicture));
        }
        List<ImageFiles.Entry> train = new ArrayList<>();
        List<ImageFiles.Entry> tested = new ArrayList<>();
        pictures.forEach(picture -> (isTest(picture) ? tested : train).add(new ImageFiles.Entry(picture, 0)));
        Shape sample = sample(root, train, tested);
        return new Opened(
                ReLabelled.withoutLabels(new ImageFiles(sample, 1, train)),
                ReLabelled.withoutLabels(new ImageFiles(sample, 1, tested)),
                List.of());
    }

    /// Shape of the first picture, which all have.
    private Shape sample(Path root, List<ImageFiles.Entry> train, List<ImageFiles.Entry> tested) throws IOException {
        if (train.isEmpty() || tested.isEmpty()) {
            throw new InvalidSettings(root + ": " + train.size() + " pictures for training and " + tested.size()
                    + " for the test: add pictures, or choose another share or seed");
        }
        return Images.shape(train.getFirst().file(), channels, MAX_EDGE);
    }

    private List<Path> pictures(Path label) throws IOException {
        List<Path> pictures = Folders.files(label, MAX_PICTURES, Folders::isPicture);
        if (!pictures.isEmpty()) {
            return pictures;
        }
        List<Path> inner = Folders.folders(label, MAX_CLASSES);
        throw new InvalidFile(
                label,
                inner.isEmpty()
                        ? "holds no PNG, JPEG or BMP picture, and would be a class without samples: add some, or remove the"
                                + " folder"
                        : "holds folders, such as '" + Folders.name(inner.getFirst())
                                + "', and no picture: the layout is FOLDER/CLASS/PICTURE, name the folder of the classes, as"
                                + " in " + DataSource.catalog().spec(inside(Folders.name(label))));
    }

    /// The same one level further down.
    private ImageFolder inside(String inner) {
        return new ImageFolder(folder + "/" + inner, channels, test, seed, labels);
    }

    private boolean isTest(Path picture) {
        String name = Folders.name(picture.getParent()) + "/" + Folders.name(picture);
        return Seed.uniform(Seed.of(seed).split(name).value(), 0) < test;
    }
}
