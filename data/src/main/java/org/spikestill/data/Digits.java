package org.spikestill.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Optical recognition of handwritten digits, [1, 8, 8], 3,823 and 1,797 samples (Alpaydin, Kaynak, UCI Machine
/// Learning Repository, 1998): `optdigits.tra` and `optdigits.tes` in the folder `digits`, gzipped or not;
/// `digits.csv`, as scikit-learn has it, stands in for the latter.
///
/// A line is 65 whole numbers parted by commas: 64 pixels from 0 (background) to 16, row by row, then the label.
public record Digits() implements DataSource {
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private static final int PIXELS = 8 * 8;
    private static final int WHITE = 16;

    /// Bound on the text of one set, forty times the published one.
    private static final int MAX_BYTES = 1 << 24;

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "digits");
        Path train = folder.find("optdigits.tra", "optdigits.tra.gz");
        Path test = folder.find("optdigits.tes", "optdigits.tes.gz", "digits.csv.gz", "digits.csv");
        return new Opened(read(train), read(test), CLASSES);
    }

    private static Dataset read(Path path) throws IOException {
        List<String> lines;
        try (ByteFile file = ByteFile.open(path)) {
            lines = new String(file.rest(MAX_BYTES), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        if (lines.isEmpty()) {
            throw new InvalidFile(path, "the file is empty, wanted lines of 64 pixels and a label");
        }
        byte[] pixels = new byte[lines.size() * PIXELS];
        byte[] labels = new byte[lines.size()];
        for (int row = 0; row < lines.size(); row++) {
            String[] values = lines.get(row).split(",", -1);
            if (values.length != PIXELS + 1) {
                throw new InvalidFile(
                        path,
                        "line " + (row + 1) + ": " + values.length + " values, wanted " + (PIXELS + 1)
                                + " (64 pixels and the label)");
            }
            for (int i = 0; i < PIXELS; i++) {
                pixels[row * PIXELS + i] = number(path, row, i, values[i], WHITE);
            }
            labels[row] = number(path, row, PIXELS, values[PIXELS], CLASSES.size() - 1);
        }
        return new ByteImages(Shape.of(1, 8, 8), CLASSES.size(), pixels, labels, WHITE);
    }

    private static byte number(Path path, int row, int column, String found, int most) {
        String text = found.strip();
        // Two digits at most: more would be out of range, and could be out of an int.
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > most) {
            throw new InvalidFile(
                    path,
                    "line " + (row + 1) + ", column " + (column + 1) + ": '" + abridged(text)
                            + "', wanted a whole number from 0 to " + most);
        }
        return Byte.parseByte(text);
    }

    private static String abridged(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
