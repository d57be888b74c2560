package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;

/// The pictures of a folder: `CLASS/PICTURE`, or the same below `train`, `val` and `test`.
final class PictureLayout {
    /// Bounds on listed files.
    private static final int MAX_CLASSES = 10_000;

    private static final int MAX_PICTURES = 1_000_000;

    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> VALIDATION = List.of("val", "valid", "validation");
    private static final List<String> TEST = List.of("test", "testing");

    private PictureLayout() {}

    static List<PictureSet.Item> of(Path root) throws IOException {
        Optional<Path> train = named(root, TRAIN);
        Optional<Path> validation = named(root, VALIDATION);
        Optional<Path> test = named(root, TEST);
        if (train.isEmpty()) {
            return classes(root, PictureSet.Part.UNDIVIDED);
        }
        if (validation.isEmpty() && test.isEmpty()) {
            throw new InvalidFile(
                    root,
                    "holds '" + Folders.name(train.get())
                            + "' and neither 'val' nor 'test': add one, or name the folder" + " inside, "
                            + train.get());
        }
        List<PictureSet.Item> items = new ArrayList<>(classes(train.get(), PictureSet.Part.TRAIN));
        if (validation.isPresent()) {
            items.addAll(classes(validation.get(), PictureSet.Part.VALIDATION));
        }
        if (test.isPresent()) {
            items.addAll(classes(test.get(), PictureSet.Part.TEST));
        }
        return items;
    }

    /// The pictures of the folder and of those in it, without classes.
    static List<PictureSet.Item> flat(Path root) throws IOException {
        List<Path> pictures = new ArrayList<>(Folders.files(root, MAX_PICTURES, Folders::isPicture));
        for (Path inner : Folders.folders(root, MAX_CLASSES)) {
            pictures.addAll(Folders.files(inner, MAX_PICTURES - pictures.size(), Folders::isPicture));
        }
        return pictures.stream()
                .map(picture -> new PictureSet.Item(picture, "", PictureSet.Part.UNDIVIDED, key(picture)))
                .toList();
    }

    private static String key(Path picture) {
        return Folders.name(picture.getParent()) + "/" + Folders.name(picture);
    }

    private static Optional<Path> named(Path root, List<String> names) {
        return names.stream().map(root::resolve).filter(Files::isDirectory).findFirst();
    }

    private static List<PictureSet.Item> classes(Path root, PictureSet.Part part) throws IOException {
        List<Path> classes = Folders.folders(root, MAX_CLASSES);
        if (classes.isEmpty()
                && !Folders.files(root, MAX_PICTURES, Folders::isPicture).isEmpty()) {
            throw new InvalidFile(
                    root,
                    "holds pictures and no folders: put those of each class into a folder of its own, or add labels=none for"
                            + " data without labels");
        }
        List<PictureSet.Item> items = new ArrayList<>();
        for (Path each : classes) {
            String label = Folders.name(each);
            for (Path picture : pictures(each)) {
                items.add(new PictureSet.Item(picture, label, part, key(picture)));
            }
        }
        if (classes.size() < 2) {
            throw new InvalidFile(root, "holds " + classes.size() + " folders, wanted one per class, 2 or more");
        }
        return items;
    }

    private static List<Path> pictures(Path label) throws IOException {
        List<Path> pictures = Folders.files(label, MAX_PICTURES, Folders::isPicture);
        if (!pictures.isEmpty()) {
            return pictures;
        }
        List<Path> inner = Folders.folders(label, MAX_CLASSES);
        throw new InvalidFile(
                label,
                inner.isEmpty()
                        ? "holds no PNG, JPEG, WebP, BMP or GIF picture, and would be a class without samples: add some,"
                                + " or remove the folder"
                        : "holds folders, such as '" + Folders.name(inner.getFirst())
                                + "', and no picture: the layout is FOLDER/CLASS/PICTURE, name the folder of the classes,"
                                + " as in --data " + label);
    }
}
