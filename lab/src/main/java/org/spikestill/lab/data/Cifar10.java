package org.spikestill.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// CIFAR-10, photographs, [3, 32, 32], 50,000 and 10,000 samples (Krizhevsky, technical report, University of
/// Toronto, 2009): the binary version in the folder `cifar-10-batches-bin`.
///
/// A record is 3,073 bytes: the label, then 32×32 red, green and blue bytes. A file holds as many as its length says.
public record Cifar10() implements DataSource {
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final Shape SAMPLE = Shape.of(3, 32, 32);
    private static final int PIXELS = 3 * 32 * 32;
    private static final int RECORD = 1 + PIXELS;

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "cifar-10-batches-bin");
        List<Path> train = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> folder.find("data_batch_" + number + ".bin"))
                .toList();
        return new Opened(read(train), read(List.of(folder.find("test_batch.bin"))), CLASSES);
    }

    private static Dataset read(List<Path> files) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += records(file);
        }
        if (total * RECORD > ByteFile.MAX_BYTES) {
            throw new InvalidFile(
                    files.getFirst(),
                    "this file and its " + (files.size() - 1) + " successors hold " + total + " records: at most "
                            + ByteFile.MAX_BYTES / RECORD + " are read");
        }
        byte[] labels = new byte[(int) total];
        byte[] pixels = new byte[(int) total * PIXELS];
        int next = 0;
        for (Path file : files) {
            next = read(file, next, labels, pixels);
        }
        return new ByteImages(SAMPLE, CLASSES.size(), pixels, labels, 255);
    }

    private static long records(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0 || bytes % RECORD != 0) {
            throw new InvalidFile(
                    file,
                    "the file has " + bytes + " bytes, wanted a multiple of " + RECORD
                            + " (label and 3×32×32 pixels): it is cut short or another kind of file");
        }
        return bytes / RECORD;
    }

    /// Appends the records of one file and returns where the next file starts.
    private static int read(Path path, int first, byte[] labels, byte[] pixels) throws IOException {
        int end = first + (int) records(path);
        try (ByteFile file = ByteFile.open(path)) {
            for (int record = first; record < end; record++) {
                file.read(labels, record, 1, "records");
                if ((labels[record] & 0xff) >= CLASSES.size()) {
                    throw file.refusal(
                            (long) (record - first) * RECORD,
                            "label " + (labels[record] & 0xff) + ", wanted 0 to " + (CLASSES.size() - 1));
                }
                file.read(pixels, record * PIXELS, PIXELS, "records");
            }
            file.end();
        }
        return end;
    }
}
