package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.InvalidFile;

/// The gestures of one DVS128 Gesture recording: lines `class,startTime_usec,endTime_usec`, classes from 1, under a header
/// line of those names or without it.
record DvsGestureLabels(Path file, List<Gesture> gestures) {
    private static final String HEADER = "class,startTime_usec,endTime_usec";

    /// Bound on the gestures of a recording, ten times the published number.
    private static final int MAX_GESTURES = 200;

    /// @param label from 0
    /// @param start first microsecond
    /// @param end behind the last microsecond
    /// @param line of the file, from 1
    record Gesture(int label, long start, long end, int line) {}

    /// @param classes the largest class of the file
    static DvsGestureLabels read(Path file, int classes) throws IOException {
        List<String> lines = Lines.of(file);
        List<Gesture> gestures = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean header = i == 0 && line.matches("\\D*");
            if (!header && !line.isEmpty()) {
                gestures.add(gesture(file, i + 1, line, gestures.size(), classes));
            }
        }
        if (gestures.isEmpty()) {
            throw new InvalidFile(file, "labels no gesture, wanted lines " + HEADER);
        }
        return new DvsGestureLabels(file, List.copyOf(gestures));
    }

    private static Gesture gesture(Path file, int number, String line, int before, int classes) {
        if (!line.matches("\\d{1,2},\\d{1,15},\\d{1,15}") || before == MAX_GESTURES) {
            throw new InvalidFile(
                    file,
                    "line " + number + ": wanted class,start,end as whole numbers, at most " + MAX_GESTURES + " lines");
        }
        String[] fields = line.split(",");
        int label = Integer.parseInt(fields[0]);
        long start = Long.parseLong(fields[1]);
        long end = Long.parseLong(fields[2]);
        if (label < 1 || label > classes || start >= end) {
            throw new InvalidFile(
                    file,
                    "line " + number + ": class " + label + " from " + start + " to " + end
                            + ", wanted a class of 1 to " + classes + " and an end after the start");
        }
        return new Gesture(label - 1, start, end, number);
    }

    Coverage coverage() {
        return new Coverage(this);
    }

    /// The span of a recording, and whether each gesture has events: one without would be an all-zero sample.
    static final class Coverage implements EventSink {
        private final DvsGestureLabels labels;
        private final boolean[] seen;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        private Coverage(DvsGestureLabels labels) {
            this.labels = labels;
            this.seen = new boolean[labels.gestures.size()];
        }

        @Override
        public void event(int x, int y, boolean on, long micros) {
            first = Math.min(first, micros);
            last = Math.max(last, micros);
            for (int i = 0; i < seen.length; i++) {
                Gesture gesture = labels.gestures.get(i);
                seen[i] |= micros >= gesture.start() && micros < gesture.end();
            }
        }

        /// @param recording for the refusal
        /// @throws InvalidFile naming the first gesture without events by its line
        void check(Path recording) {
            for (int i = 0; i < seen.length; i++) {
                if (!seen[i]) {
                    Gesture gesture = labels.gestures.get(i);
                    throw new InvalidFile(
                            labels.file,
                            "line " + gesture.line() + ": a gesture from " + gesture.start() + " to " + gesture.end()
                                    + " µs, in which " + recording.getFileName() + " has no event: "
                                    + (first > last
                                            ? "it has none at all"
                                            : "its events go from " + first + " to " + last)
                                    + ", correct the labels or remove the line");
                }
            }
        }
    }
}
