package org.spikestill.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.bench.Statistics;
import tools.jackson.databind.node.ArrayNode;

/// Proportionality of time to events in the layers that events drive: the time of an image beyond the same network with no
/// spike at all, whose first layer, neurons and pooling work all the same.
record Proportion(List<Row> rows) {
    /// @param additions per image in event-driven layers
    /// @param eventMillis time beyond the silent network's
    record Row(String name, double activity, double additions, double millis, double eventMillis) {
        double additionsPerNano() {
            return additions / eventMillis / 1e6;
        }
    }

    static Proportion of(Map<String, Runner> runners, Map<String, Statistics> timings) {
        List<Row> rows = new ArrayList<>();
        runners.forEach((name, runner) -> {
            if (runner.activity() > 0) {
                double millis = timings.get(name).median();
                double silent = timings.get(Runner.name(0, runner.type())).median();
                rows.add(new Row(name, runner.activity(), runner.additions(), millis, millis - silent));
            }
        });
        return new Proportion(rows);
    }

    void printInto(ArrayNode array) {
        System.out.printf("%n%-36s %14s %10s %10s %10s%n", "", "additions", "ms", "events ms", "adds/ns");
        for (Row row : rows) {
            System.out.printf(
                    "%-36s %,14.0f %10.3f %10.3f %10.1f%n",
                    row.name(), row.additions(), row.millis(), row.eventMillis(), row.additionsPerNano());
            array.addObject()
                    .put("variant", row.name())
                    .put("activity", row.activity())
                    .put("additions", row.additions())
                    .put("ms", row.millis())
                    .put("event_ms", row.eventMillis())
                    .put("additions_per_ns", row.additionsPerNano());
        }
    }
}
