package org.spikestill.lab.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.model.settings.Catalog;
import org.spikestill.report.Page;
import tools.jackson.databind.JsonNode;

/// A published procedure as a record of grouped settings: it lays out a graph of steps and reports on their results. The
/// runner carries out any graph. An experiment from outside joins with one record and one line in `META-INF/services`.
public interface Experiment {
    static Catalog<Experiment> catalog() {
        return Experiments.CATALOG;
    }

    /// Options of a short run, for its help; empty for none.
    default String example() {
        return "";
    }

    /// The settings that every experiment has.
    RunSettings run();

    /// Short name of its run folder, such as `mnist-vgg5-1`.
    String folderName();

    /// The data as the steps read them: as they are, unless something stands in for labels that they lack.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings if nothing does
    default DataSplits prepared(DataSplits data) throws IOException {
        return data;
    }

    /// The steps.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings if settings contradict each other or the data
    Graph graph(DataSplits data);

    /// The results as a record of plain values, which becomes `summary.json`: accuracies are shares, times are seconds.
    Record summary(Results results);

    /// Columns of a table that compares runs, each a number in the summary.
    List<Column> columns();

    /// Remarks under a table of runs, such as the source of a column's figures.
    default List<String> remarks() {
        return List.of();
    }

    /// The column in which a table also compares its lines, paired over seeds; empty where none is of that kind.
    default Optional<Column> compared() {
        return Optional.empty();
    }

    /// The results as a page of sections: those of the report kit, and the experiment's own.
    Page page(Results results);

    /// The results in a few lines for a terminal.
    String text(Results results);

    /// A number of a summary in a table of runs.
    ///
    /// @param title of the column
    /// @param pointers where the number stands in the summary (RFC 6901); the first that is there counts
    /// @param factor from the summary's unit to the table's
    /// @param digits after the decimal point
    /// @param paired whether it is the difference of two networks of one run, whose mean over seeds has a t interval
    record Column(String title, List<String> pointers, double factor, int digits, boolean paired) {
        public Column {
            pointers = List.copyOf(pointers);
        }

        public static Column of(String title, double factor, int digits, String... pointers) {
            return new Column(title, List.of(pointers), factor, digits, false);
        }

        /// A difference of two networks of one run.
        public static Column paired(String title, double factor, int digits, String... pointers) {
            return new Column(title, List.of(pointers), factor, digits, true);
        }

        /// The number in the unit of the table; empty where the summary has none.
        public Optional<Double> value(JsonNode summary) {
            return pointers.stream()
                    .map(summary::at)
                    .filter(JsonNode::isNumber)
                    .findFirst()
                    .map(number -> factor * number.doubleValue());
        }
    }
}
