package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.studies.multigrade.PointTable;

/// Predictions of a multi-grade model. Its components are the fields of the JSON object.
///
/// @param out file that was written
/// @param columns names of coordinates and values; none for a picture
/// @param rows one for each point, in the order of the columns
record PredictResult(Path model, Optional<Path> out, List<String> columns, List<List<Float>> rows) {
    static PredictResult of(Path model, Optional<Path> out, PointTable table) {
        return new PredictResult(model, out, table.columns(), table.rows());
    }

    static PredictResult picture(Path model, Path out) {
        return new PredictResult(model, Optional.of(out), List.of(), List.of());
    }

    /// The table where it is in no file, or the name of the picture.
    String text() {
        if (columns.isEmpty()) {
            return out.map(Path::toString).orElse("");
        }
        return out.isPresent() ? "" : new PointTable(columns, rows).csv().stripTrailing();
    }
}
