package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, String> listed = new HashMap<>();
        List<Recording> train = recordings(folder, "trials_to_train.txt", listed);
        List<Recording> test = recordings(folder, "trials_to_test.txt", listed);
        return new Opened(read(train), read(test), GESTURES);
    }

    private record Recording(Path file, DvsGestureLabels labels) {}

    private Dataset read(List<Recording> recordings) throws IOException {
        EventFrames counts = new EventFrames(bins, cell, full, EDGE, EDGE);
        int total = recordings.stream()
                .mapToInt(each -> each.labels().gestures().size())
                .sum();
        byte[] frames = counts.frames(total);
        byte[] labels = new byte[total];
        int next = 0;
        for (Recording recording : recordings) {
            List<EventSink> sinks = new ArrayList<>();
            for (DvsGestureLabels.Gesture gesture : recording.labels().gestures()) {
                labels[next] = (byte) gesture.label();
                int offset = next++ * counts.shape().elements();
                sinks.add(counts.counting(gesture.start(), gesture.end(), frames, offset));
            }
            DvsGestureLabels.Coverage coverage = recording.labels().coverage();
            sinks.add(coverage);
            Aedat.read(
                    recording.file(),
                    EDGE,
                    EDGE,
                    (x, y, on, micros) -> sinks.forEach(sink -> sink.event(x, y, on, micros)));
            coverage.check(recording.file());
        }
        return counts.dataset(frames, labels, GESTURES.size());
    }

    /// @param listed where recordings have been named already, in this list and those before it; takes those of this list
    private static List<Recording> recordings(DataFolder folder, String list, Map<String, String> listed)
            throws IOException {
        Path trials = folder.find(list);
        List<Recording> recordings = new ArrayList<>();
        List<String> lines = Lines.of(trials);
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!name.matches("\\w+\\.aedat") || recordings.size() == MAX_RECORDINGS) {
                throw new InvalidFile(
                        trials, "wanted names of at most " + MAX_RECORDINGS + " recordings, such as user01_led.aedat");
            }
            String before = listed.putIfAbsent(name, "line " + (i + 1) + " of " + list);
            if (before != null) {
                throw new InvalidFile(
                        trials,
                        "line " + (i + 1) + ": names " + name + ", as " + before
                                + " does: a recording counts once, for training or for the test");
            }
            Path labels = folder.find(name.replace(".aedat", "_labels.csv"));
            recordings.add(new Recording(folder.find(name), DvsGestureLabels.read(labels, GESTURES.size())));
        }
        if (recordings.isEmpty()) {
            throw new InvalidFile(trials, "names no recording");
        }
        return recordings;
    }
}
