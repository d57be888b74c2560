package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;
import org.spikestill.model.settings.Seed;

/// Points of a user in a CSV file with a line of column names. A tenth each, by the seed, is for validation and test.
///
/// @param file comma-separated values
/// @param inputs columns of the coordinates
/// @param outputs columns of the values
@Name("points")
public record PointsFile(Path file, List<String> inputs, List<String> outputs) implements Problem {
    private static final int FEWEST = 10;

    public PointsFile {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new InvalidSettings("points need columns of coordinates and of values: inputs=[x],outputs=[y]");
        }
    }

    public PointsFile() {
        this(Path.of("points.csv"), List.of("x"), List.of("y"));
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) throws IOException {
        Points all = new CsvColumns(file).points(inputs, outputs, FEWEST);
        int[] order = seed.split("split").permutation(all.size());
        int tenth = Math.max(1, all.size() / 10);
        return Posed.of(
                all.select(Arrays.copyOfRange(order, 2 * tenth, order.length)),
                all.select(Arrays.copyOfRange(order, 0, tenth)),
                all.select(Arrays.copyOfRange(order, tenth, 2 * tenth)),
                0);
    }
}
