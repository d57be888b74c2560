package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Name;

/// N-MNIST, digits seen by a moving event camera of 34×34 pixels, 60,000 and 10,000 recordings of 0.3 s (Orchard,
/// Jayawant, Cohen, Thakor, Frontiers in Neuroscience 2015): `Train/DIGIT/NUMBER.bin` and `Test/DIGIT/NUMBER.bin` in
/// the folder
/// `n-mnist`. Each recording becomes one frame of [2·bins, 34, 34] event counts, in the order of the numbers.
///
/// @param bins parts of the time from a recording's first event to its last, 1 to 64; two channels each, darker and
///     brighter
/// @param cell edge of the squares of pixels that are counted together, 1 to 34
/// @param full events that read as 1, 1 to 255
@Name("n-mnist")
public record NMnist(int bins, int cell, int full) implements DataSource {
    private static final int EDGE = 34;
    private static final int CLASSES = 10;

    /// Bound on the recordings of one digit, ten times the published number.
    private static final int MAX_RECORDINGS = 70_000;

    public NMnist {
        Check.within("cell", cell, 1, EDGE);
        new EventFrames(bins, cell, full, EDGE, EDGE);
    }

    public NMnist() {
        this(1, 1, 4);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "n-mnist");
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
        return new Opened(read(folder.findFolder("Train")), read(folder.findFolder("Test")), names);
    }

    private record Recording(Path file, int label) {}

    private Dataset read(Path set) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (int label = 0; label < CLASSES; label++) {
            for (Path file : Folders.files(
                    set.resolve(String.valueOf(label)),
                    MAX_RECORDINGS,
                    each -> each.toString().endsWith(".bin"))) {
                recordings.add(new Recording(file, label));
            }
        }
        if (recordings.isEmpty()) {
            throw new InvalidFile(set, "holds no recording DIGIT/NUMBER.bin");
        }
        recordings.sort(Comparator.comparing(each -> each.file().getFileName().toString()));
        EventFrames counts = new EventFrames(bins, cell, full, EDGE, EDGE);
        byte[] frames = counts.frames(recordings.size());
        byte[] labels = new byte[recordings.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) recordings.get(i).label();
            count(recordings.get(i).file(), counts, frames, i * counts.shape().elements());
        }
        return counts.dataset(frames, labels, CLASSES);
    }

    private static void count(Path file, EventFrames counts, byte[] frames, int offset) throws IOException {
        AerEvents events = AerEvents.read(file, EDGE, EDGE);
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        events.forEach((_, _, _, micros) -> {
            span[0] = Math.min(span[0], micros);
            span[1] = Math.max(span[1], micros);
        });
        events.forEach(counts.counting(span[0], span[1] + 1, frames, offset));
    }
}
