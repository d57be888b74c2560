package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// Tiny ImageNet, photographs, [3, 64, 64], 100,000 and 10,000 samples of 200 classes (Le, Yang, CS231N report,
/// Stanford, 2015): the published folders in `tiny-imagenet-200`, also with the pictures of `val` moved into
/// folders of their classes. The published validation set is the test set here,
/// since the labels of the published test set are not public. Grey pictures become colour. Pictures are decoded as
/// they are read.
@Name("tiny-imagenet")
public record TinyImageNet() implements DataSource {
    private static final Shape SAMPLE = Shape.of(3, 64, 64);

    /// Bound on classes and on pictures of one class, five times the published numbers.
    private static final int MAX_CLASSES = 1000;

    private static final int MAX_PICTURES = 50_000;

    private static final String IMAGES = "images";
    private static final String ANNOTATIONS = "val_annotations.txt";

    /// The last digits before the ending.
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

    /// Pattern of class ids and file names: nothing that leads out of their folder.
    private static final Pattern PLAIN = Pattern.compile("\\w[\\w.-]{0,200}");

    private static final Comparator<ImageFiles.Entry> BY_NUMBER = Comparator.comparingInt(
                    (ImageFiles.Entry entry) -> number(entry.file()))
            .thenComparing(entry -> Folders.name(entry.file()));

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "tiny-imagenet-200");
        Path wnids = folder.find("wnids.txt");
        List<String> ids = ids(wnids);
        Map<String, Integer> labels = new HashMap<>();
        for (String id : ids) {
            labels.put(id, labels.size());
        }
        List<ImageFiles.Entry> train = new ArrayList<>();
        for (String id : ids) {
            Path pictures = pictures(folder.findFolder("train").resolve(id));
            for (Path picture : Folders.files(pictures, MAX_PICTURES, Folders::isPicture)) {
                train.add(new ImageFiles.Entry(picture, labels.get(id)));
            }
        }
        train.sort(BY_NUMBER); // the first n of them are a sample of all classes
        List<ImageFiles.Entry> test = test(folder, labels);
        return new Opened(
                new ImageFiles(SAMPLE, ids.size(), train),
                new ImageFiles(SAMPLE, ids.size(), test),
                names(folder.find("words.txt"), ids));
    }

    private static List<String> ids(Path wnids) throws IOException {
        List<String> ids = Lines.of(wnids).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (ids.size() < 2
                || ids.size() > MAX_CLASSES
                || ids.stream().distinct().count() < ids.size()) {
            throw new InvalidFile(
                    wnids, "holds " + ids.size() + " ids of classes, wanted 2 to " + MAX_CLASSES + ", each once");
        }
        for (int i = 0; i < ids.size(); i++) {
            plain(wnids, i, ids.get(i));
        }
        return ids;
    }

    private static List<ImageFiles.Entry> test(DataFolder folder, Map<String, Integer> labels) throws IOException {
        Path set = folder.findFolder("val");
        Path annotations = set.resolve(ANNOTATIONS);
        return Files.isRegularFile(annotations) ? annotated(set, annotations, labels) : moved(set, labels);
    }

    /// Pictures in the order of their annotations, wherever they lie: the same samples in the same order in both layouts.
    private static List<ImageFiles.Entry> annotated(Path set, Path annotations, Map<String, Integer> labels)
            throws IOException {
        List<String> lines = Lines.of(annotations);
        List<ImageFiles.Entry> entries = new ArrayList<>();
        Map<String, Integer> listed = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t");
            Integer label = fields.length < 2 ? null : labels.get(fields[1]);
            if (label == null) {
                throw new InvalidFile(
                        annotations, "line " + (i + 1) + ": wanted a file and the id of a class in wnids.txt");
            }
            String name = plain(annotations, i, fields[0]);
            Integer before = listed.putIfAbsent(name, i + 1);
            if (before != null) {
                throw new InvalidFile(
                        annotations,
                        "line " + (i + 1) + ": names " + name + ", as line " + before + " does: a picture counts once");
            }
            Path published = set.resolve(IMAGES).resolve(name);
            Path moved = pictures(set.resolve(fields[1])).resolve(name);
            entries.add(new ImageFiles.Entry(Files.exists(moved) ? moved : published, label));
        }
        return entries;
    }

    /// Pictures in folders of their classes, in the order of their numbers, which is that of the annotations.
    private static List<ImageFiles.Entry> moved(Path set, Map<String, Integer> labels) throws IOException {
        List<ImageFiles.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Integer> each : labels.entrySet()) {
            Path folder = set.resolve(each.getKey());
            if (Files.isDirectory(folder)) {
                for (Path picture : Folders.files(pictures(folder), MAX_PICTURES, Folders::isPicture)) {
                    entries.add(new ImageFiles.Entry(picture, each.getValue()));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new InvalidFile(
                    set,
                    "holds neither " + ANNOTATIONS
                            + " nor pictures in folders of their classes: unpack the published set" + " again");
        }
        entries.sort(BY_NUMBER);
        return entries;
    }

    /// The folder of a class's pictures, `CLASS/images` or `CLASS`.
    private static Path pictures(Path label) {
        Path images = label.resolve(IMAGES);
        return Files.isDirectory(images) ? images : label;
    }

    /// The last number in a name, such as 17 in `val_17.JPEG`; 0 without one.
    private static int number(Path picture) {
        Matcher number = NUMBER.matcher(Folders.name(picture));
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    private static String plain(Path file, int line, String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new InvalidFile(
                    file, "line " + (line + 1) + ": a name of letters, digits, dots and dashes is wanted");
        }
        return name;
    }

    /// The first word of each class, its id where there is none.
    private static List<String> names(Path words, List<String> ids) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (String line : Lines.of(words)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                names.put(
                        line.substring(0, tab),
                        line.substring(tab + 1).split(",")[0].strip());
            }
        }
        return ids.stream().map(id -> names.getOrDefault(id, id)).toList();
    }
}
