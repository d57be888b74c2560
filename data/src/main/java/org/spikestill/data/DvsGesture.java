package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;

/// DVS128 Gesture, eleven gestures of the hand and arm seen by an event camera of 128×128 pixels (Amir et al., CVPR
/// 2017): the AEDAT 3.1 recordings with their `_labels.csv`, and `trials_to_train.txt` and `trials_to_test.txt`, in
/// the folder
/// `DvsGesture`. Each line of labels becomes one frame of [2·bins, 128/cell, 128/cell] event counts.
///
/// @param bins parts of a gesture's time, 1 to 64; two channels each, darker and brighter
/// @param cell edge of the squares of pixels that are counted together, 1 to 64
/// @param full events that read as 1, 1 to 255
public record DvsGesture(int bins, int cell, int full) implements DataSource {
    private static final int EDGE = 128;
    private static final List<String> GESTURES = List.of(
            "hand clapping",
            "right hand wave",
            "left hand wave",
            "right arm clockwise",
            "right arm counter-clockwise",
            "left arm clockwise",
            "left arm counter-clockwise",
            "arm roll",
            "air drums",
            "air guitar",
            "other gestures");

    /// Bounds on recordings of a set and gestures of a recording, ten times the published numbers.
    private static final int MAX_RECORDINGS = 1000;

    private static final int MAX_GESTURES = 200;

    public DvsGesture {
        new EventFrames(bins, cell, full, EDGE, EDGE);
    }

    public DvsGesture() {
        this(4, 4, 32);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "DvsGesture");
        return new Opened(read(folder, "trials_to_train.txt"), read(folder, "trials_to_test.txt"), GESTURES);
    }

    /// @param start first microsecond
    /// @param end behind the last microsecond
    private record Gesture(int label, long start, long end) {}

    private record Recording(Path file, List<Gesture> gestures) {}

    private Dataset read(DataFolder folder, String list) throws IOException {
        List<Recording> recordings = recordings(folder, list);
        EventFrames counts = new EventFrames(bins, cell, full, EDGE, EDGE);
        int total = recordings.stream().mapToInt(each -> each.gestures().size()).sum();
        byte[] frames = counts.frames(total);
        byte[] labels = new byte[total];
        int next = 0;
        for (Recording recording : recordings) {
            List<EventSink> sinks = new ArrayList<>();
            for (Gesture gesture : recording.gestures()) {
                labels[next] = (byte) gesture.label();
                sinks.add(counts.counting(
                        gesture.start(),
                        gesture.end(),
                        frames,
                        next * counts.shape().elements()));
                next++;
            }
            Aedat.read(
                    recording.file(),
                    EDGE,
                    EDGE,
                    (x, y, on, micros) -> sinks.forEach(sink -> sink.event(x, y, on, micros)));
        }
        return counts.dataset(frames, labels, GESTURES.size());
    }

    private static List<Recording> recordings(DataFolder folder, String list) throws IOException {
        Path trials = folder.find(list);
        List<Recording> recordings = new ArrayList<>();
        for (String line : Lines.of(trials)) {
            String name = line.strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!name.matches("\\w+\\.aedat") || recordings.size() == MAX_RECORDINGS) {
                throw new InvalidFile(
                        trials, "wanted names of at most " + MAX_RECORDINGS + " recordings, such as user01_led.aedat");
            }
            Path file = folder.find(name);
            recordings.add(new Recording(file, gestures(folder.find(name.replace(".aedat", "_labels.csv")))));
        }
        if (recordings.isEmpty()) {
            throw new InvalidFile(trials, "names no recording");
        }
        return recordings;
    }

    /// Lines `class,startTime_usec,endTime_usec` under a header; classes count from 1.
    private static List<Gesture> gestures(Path labels) throws IOException {
        List<String> lines = Lines.of(labels);
        List<Gesture> gestures = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            if (!line.matches("\\d{1,2},\\d{1,15},\\d{1,15}") || gestures.size() == MAX_GESTURES) {
                throw new InvalidFile(
                        labels,
                        "line " + (i + 1) + ": wanted class,start,end as whole numbers, at most " + MAX_GESTURES
                                + " lines");
            }
            String[] fields = line.split(",");
            int label = Integer.parseInt(fields[0]);
            long start = Long.parseLong(fields[1]);
            long end = Long.parseLong(fields[2]);
            if (label < 1 || label > GESTURES.size() || start >= end) {
                throw new InvalidFile(
                        labels,
                        "line " + (i + 1) + ": class " + label + " from " + start + " to " + end
                                + ", wanted a class of 1 to " + GESTURES.size() + " and an end after the start");
            }
            gestures.add(new Gesture(label - 1, start, end));
        }
        return gestures;
    }
}
