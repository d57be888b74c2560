package org.spikestill.data;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Pictures with the names of their classes, found but not yet opened.
///
/// @param root where they were found, for messages
record PictureSet(Path root, List<Item> items) {
    /// The published part that a picture belongs to.
    enum Part {
        UNDIVIDED,
        TRAIN,
        VALIDATION,
        TEST
    }

    /// @param key decides, with a seed, whether an undivided picture is a test picture
    record Item(Path file, String label, Part part, String key) {
        /// The part that it belongs to once undivided pictures are divided.
        ///
        /// @param test share of the test set
        Part partOf(float test, long seed) {
            if (part != Part.UNDIVIDED) {
                return part;
            }
            return Seed.uniform(Seed.of(seed).split(key).value(), 0) < test ? Part.TEST : Part.TRAIN;
        }
    }

    /// @param channels 1 or 3
    /// @param size edge of the samples in pixels
    record Frame(int channels, Optional<Integer> size, Fit fit) {
        Frame {
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException(
                        "channels is " + channels + ": it must be 1 for grey or 3 for colour");
            }
            if (size.isPresent() && (size.get() < 1 || size.get() > 1024)) {
                throw new IllegalArgumentException(
                        "size is " + size.get() + ": it must be a whole number from 1 to 1024");
            }
        }
    }

    PictureSet {
        items = List.copyOf(items);
    }

    /// Reads the headers of all pictures and divides them.
    ///
    /// A picture without a part belongs to the test set if a hash of its key and the seed falls into that share: adding or
    /// removing others moves none. Without test pictures the validation pictures are the test set. Test pictures keep their order;
    /// the others have that of another hash, since folders are sorted by class and the first of them would be of one.
    ///
    /// @throws InvalidFile naming the pictures that cannot be used
    DataSource.Opened open(Frame frame, float test, long seed) {
        return open(classNames(), frame, test, seed);
    }

    /// The same without classes; all items have the same label.
    DataSource.Opened unlabelled(Frame frame, float test, long seed) {
        DataSource.Opened one = open(List.of(""), frame, test, seed);
        return new DataSource.Opened(
                ReLabelled.withoutLabels(one.train()),
                Optional.empty(),
                ReLabelled.withoutLabels(one.test()),
                List.of(),
                one.notes());
    }

    private DataSource.Opened open(List<String> classes, Frame frame, float test, long seed) {
        if (items.isEmpty()) {
            throw new InvalidFile(root, "holds no PNG, JPEG, WebP, BMP or GIF picture");
        }
        PictureScan scan = PictureScan.of(root, items.stream().map(Item::file).toList());
        FittedPicture.Size size =
                frame.size().map(edge -> new FittedPicture.Size(edge, edge)).orElseGet(scan::usual);
        Map<Part, List<Item>> parts = divide(test, seed);
        List<String> notes = new ArrayList<>(scan.notes(size, frame.fit()));
        if (!parts.containsKey(Part.TEST) && parts.containsKey(Part.VALIDATION)) {
            notes.add("there are no test pictures: 'val' is the test set, and validation pictures come from 'train'");
            parts.put(Part.TEST, parts.remove(Part.VALIDATION));
        }
        Shape sample = Shape.of(frame.channels(), size.height(), size.width());
        Map<Part, Dataset> sets = new HashMap<>();
        parts.forEach((part, all) -> {
            List<Item> ordered = part == Part.TEST ? all : mixed(all, seed);
            sets.put(part, new PictureFiles(sample, frame.fit(), classes.size(), entries(ordered, classes)));
        });
        if (!sets.containsKey(Part.TRAIN) || !sets.containsKey(Part.TEST)) {
            throw new InvalidSettings(
                    root + ": " + parts.getOrDefault(Part.TRAIN, List.of()).size()
                            + " pictures for training and "
                            + parts.getOrDefault(Part.TEST, List.of()).size()
                            + " for the test: add pictures, or choose another share or seed");
        }
        return new DataSource.Opened(
                sets.get(Part.TRAIN),
                Optional.ofNullable(sets.get(Part.VALIDATION)),
                sets.get(Part.TEST),
                classes,
                notes);
    }

    /// The names of the classes to train on.
    private List<String> classNames() {
        List<String> trained = items.stream()
                .filter(item -> item.part() == Part.UNDIVIDED || item.part() == Part.TRAIN)
                .map(Item::label)
                .distinct()
                .toList();
        List<String> names = ordered(trained);
        if (names.size() < 2) {
            throw new InvalidFile(root, "has pictures of " + names.size() + " classes to train on, wanted 2 or more");
        }
        return names;
    }

    /// Names of classes in the order of their labels: of the alphabet, or by value if all are whole numbers.
    static List<String> ordered(List<String> names) {
        List<String> ordered = new ArrayList<>(new TreeSet<>(names));
        if (ordered.stream().allMatch(name -> name.matches("[0-9]{1,9}"))) {
            ordered.sort((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
        }
        return ordered;
    }

    private Map<Part, List<Item>> divide(float test, long seed) {
        return items.stream().collect(groupingBy(item -> item.partOf(test, seed), HashMap::new, toList()));
    }

    /// The pictures in an order that no name decides: the first n of them are a sample of all classes.
    private static List<Item> mixed(List<Item> all, long seed) {
        Seed order = Seed.of(seed).split("order");
        return all.stream()
                .sorted(Comparator.comparingLong(item -> order.split(item.key()).value()))
                .toList();
    }

    private static List<PictureFiles.Entry> entries(List<Item> pictures, List<String> classes) {
        Map<String, Integer> numbers = new HashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        List<PictureFiles.Entry> entries = new ArrayList<>();
        for (Item item : pictures) {
            Integer label = numbers.get(item.label());
            if (label == null) {
                throw new InvalidFile(
                        item.file(),
                        "is of class '" + item.label() + "', of which there is no training picture: add some, or remove"
                                + " the class");
            }
            entries.add(new PictureFiles.Entry(item.file(), label));
        }
        return entries;
    }
}
