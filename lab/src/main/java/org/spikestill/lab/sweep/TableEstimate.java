package org.spikestill.lab.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.Ref;

/// Speed of the steps of a table, measured before the first of them runs.
///
/// Steps of one name and one amount of work, as those of several seeds, are taken for equal. A training is measured by a few updates, see
/// [Plan#estimates]; a step that was not measured has its work at the mean speed.
final class TableEstimate {
    /// Runs that are measured at most: each takes some seconds.
    private static final int MOST_RUNS = 5;

    private final Map<Kind, Double> seconds = new HashMap<>();
    private double measuredWork;
    private double measuredSeconds;

    /// Steps that are taken for equal.
    ///
    /// @param work multiplications with addition
    record Kind(String name, double work) {}

    private TableEstimate() {}

    /// @param runs that are still to be made, with the kinds of their steps
    static TableEstimate of(Map<Row, List<Kind>> runs, Optional<Path> dataDir) throws IOException {
        TableEstimate estimate = new TableEstimate();
        int measured = 0;
        for (Map.Entry<Row, List<Kind>> run : runs.entrySet()) {
            if (measured < MOST_RUNS && !estimate.seconds.keySet().containsAll(run.getValue())) {
                estimate.measure(run.getKey().experiment(), dataDir);
                measured++;
            }
        }
        return estimate;
    }

    private void measure(Experiment experiment, Optional<Path> dataDir) throws IOException {
        try (DataSplits data = experiment.run().open(dataDir)) {
            Plan plan = Plan.of(experiment, data);
            Map<String, Double> work = plan.work();
            Map<String, Double> expected =
                    plan.estimates(List.copyOf(plan.keys().keySet()));
            for (Map.Entry<Ref<?>, String> each : plan.keys().entrySet()) {
                Kind kind = new Kind(each.getKey().name(), work.get(each.getValue()));
                Double found = expected.get(kind.name());
                if (found != null && seconds.putIfAbsent(kind, found) == null) {
                    measuredWork += kind.work();
                    measuredSeconds += found;
                }
            }
        }
    }

    /// 0 where nothing could be measured.
    double seconds(Kind step) {
        double mean = measuredWork > 0 ? step.work() * measuredSeconds / measuredWork : 0;
        return seconds.getOrDefault(step, mean);
    }
}
