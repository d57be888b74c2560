package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidFile;

/// Named columns of a file of comma-separated numbers.
record CsvColumns(Path file) {
    private static final long LARGEST_BYTES = 256L << 20;

    /// @throws InvalidFile naming line and column of a value that cannot be used
    Points points(List<String> inputs, List<String> outputs, int fewest) throws IOException {
        List<String> lines = lines();
        List<String> names = names(lines);
        float[][] x = new float[lines.size() - 1][];
        float[][] y = new float[lines.size() - 1][];
        Map<List<Float>, Integer> seen = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = cells(lines, i, names);
            x[i - 1] = row(names, inputs, cells, i + 1);
            y[i - 1] = row(names, outputs, cells, i + 1);
            Integer earlier = seen.putIfAbsent(boxed(x[i - 1]), i);
            if (earlier != null && !Arrays.equals(y[earlier - 1], y[i - 1])) {
                throw new InvalidFile(
                        file,
                        "lines " + (earlier + 1) + " and " + (i + 1)
                                + " have one point with different values: a function has one, keep one of the lines");
            }
        }
        if (x.length < fewest) {
            throw new InvalidFile(
                    file,
                    "has " + x.length + " points, wanted " + fewest
                            + " or more: training, validation and test need some");
        }
        return new Points(inputs.size(), outputs.size(), flat(x, inputs.size()), flat(y, outputs.size()));
    }

    /// Values of some columns, row by row, `[lines, columns]`.
    ///
    /// @throws InvalidFile naming line and column of a value that cannot be used
    float[] rows(List<String> columns) throws IOException {
        List<String> lines = lines();
        List<String> names = names(lines);
        float[][] rows = new float[lines.size() - 1][];
        for (int i = 1; i < lines.size(); i++) {
            rows[i - 1] = row(names, columns, cells(lines, i, names), i + 1);
        }
        return flat(rows, columns.size());
    }

    private List<String> names(List<String> lines) {
        if (lines.isEmpty()) {
            throw new InvalidFile(file, "is empty: the first line must name the columns");
        }
        return Arrays.stream(lines.getFirst().split(",", -1)).map(String::strip).toList();
    }

    private String[] cells(List<String> lines, int number, List<String> names) {
        String[] cells = lines.get(number).split(",", -1);
        if (cells.length != names.size()) {
            throw new InvalidFile(
                    file,
                    "line " + (number + 1) + " has " + cells.length + " values, the first line names " + names.size()
                            + " columns: give each column one");
        }
        return cells;
    }

    private List<String> lines() throws IOException {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new InvalidFile(file, "is larger than 256 MB: use fewer points");
            }
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (NoSuchFileException e) {
            throw InvalidFile.unreadable(file, e);
        } catch (CharacterCodingException e) {
            throw new InvalidFile(file, "is no text in UTF-8: name a CSV file", e);
        }
    }

    private float[] row(List<String> names, List<String> wanted, String[] cells, int line) {
        float[] row = new float[wanted.size()];
        for (int i = 0; i < row.length; i++) {
            int column = names.indexOf(wanted.get(i));
            if (column < 0) {
                throw new InvalidFile(
                        file,
                        "has no column '" + wanted.get(i) + "': it has " + String.join(", ", names)
                                + "; name one of these");
            }
            row[i] = number(cells[column].strip(), wanted.get(i), line);
        }
        return row;
    }

    private float number(String cell, String column, int line) {
        float value;
        try {
            value = Float.parseFloat(cell);
        } catch (NumberFormatException e) {
            throw new InvalidFile(
                    file, "line " + line + ", column '" + column + "' is '" + cell + "': wanted a number", e);
        }
        if (!Float.isFinite(value)) {
            throw new InvalidFile(
                    file,
                    "line " + line + ", column '" + column + "' is " + cell
                            + ": wanted a finite number, drop the line");
        }
        return value;
    }

    private static List<Float> boxed(float[] row) {
        List<Float> boxed = new ArrayList<>();
        for (float value : row) {
            boxed.add(value);
        }
        return boxed;
    }

    private static float[] flat(float[][] rows, int width) {
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }
}
