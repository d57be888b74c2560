package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Reads the binary versions of the CIFAR sets: records of one or two labels, the last of which counts, then 32×32
/// red, green and blue bytes. The length of a file gives the number of its records.
///
/// @param classes of each label byte before the pixels
record CifarRecords(List<Integer> classes) {
    private static final Shape SAMPLE = Shape.of(3, 32, 32);
    private static final int PIXELS = 3 * 32 * 32;

    private int record() {
        return classes.size() + PIXELS;
    }

    Dataset read(List<Path> files) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += records(file);
        }
        if (total * record() > ByteFile.MAX_BYTES) {
            throw new InvalidFile(
                    files.getFirst(),
                    "this file and its " + (files.size() - 1) + " successors hold " + total + " records: at most "
                            + ByteFile.MAX_BYTES / record() + " are read");
        }
        byte[] labels = new byte[(int) total];
        byte[] pixels = new byte[(int) total * PIXELS];
        int next = 0;
        for (Path file : files) {
            next = read(file, next, labels, pixels);
        }
        return new ByteImages(SAMPLE, classes.getLast(), pixels, labels, 255);
    }

    private long records(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0 || bytes % record() != 0) {
            throw new InvalidFile(
                    file,
                    "the file has " + bytes + " bytes, wanted a multiple of " + record() + " ("
                            + (classes.size() == 1 ? "label" : "two labels")
                            + " and 3×32×32 pixels): it is cut short or another kind of file");
        }
        return bytes / record();
    }

    /// Appends the records of one file and returns where the next file starts.
    private int read(Path path, int first, byte[] labels, byte[] pixels) throws IOException {
        int end = first + (int) records(path);
        byte[] found = new byte[classes.size()];
        try (ByteFile file = ByteFile.open(path)) {
            for (int record = first; record < end; record++) {
                file.read(found, 0, found.length, "records");
                for (int i = 0; i < found.length; i++) {
                    if ((found[i] & 0xff) >= classes.get(i)) {
                        throw file.refusal(
                                (long) (record - first) * record() + i,
                                "label " + (found[i] & 0xff) + ", wanted 0 to " + (classes.get(i) - 1));
                    }
                }
                labels[record] = found[found.length - 1];
                file.read(pixels, record * PIXELS, PIXELS, "records");
            }
            file.end();
        }
        return end;
    }
}
