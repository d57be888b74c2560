package org.spikestill.lab.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;

/// A graph whose steps have all been checked against the data and each other, with its keys.
///
/// @param keys of all steps, in order
/// @param known after the last step
public record Plan(Graph graph, RunSettings run, DataIdentity identity, Map<Ref<?>, String> keys, Known known) {
    /// Checks every step before the first runs.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings naming what cannot be done, and the way out
    /// @throws org.spikestill.model.InvalidNetwork likewise
    public static Plan of(Experiment experiment, DataSplits found) {
        DataSplits data = prepared(experiment, found);
        Graph graph = experiment.graph(data);
        Known known = new Known(data, Map.of());
        for (var each : graph.steps().entrySet()) {
            known = known.with(
                    each.getKey().name(), each.getValue().check(each.getKey().name(), known));
        }
        DataIdentity identity = DataIdentity.of(data);
        RunSettings run = experiment.run();
        return new Plan(graph, run, identity, Keys.of(graph, identity, run.root()), known);
    }

    private static DataSplits prepared(Experiment experiment, DataSplits data) {
        try {
            return experiment.prepared(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Work of each step in multiplications with addition, by key.
    public Map<String, Double> work() {
        Map<String, Double> work = new LinkedHashMap<>();
        graph.steps().forEach((ref, step) -> work.put(keys.get(ref), step.multiplyAdds(ref.name(), known)));
        return work;
    }

    /// The announcement of a run, for people.
    List<String> announcement() {
        DataSplits data = known.data();
        List<String> lines = new ArrayList<>();
        if (data.train().size() > 0) {
            lines.add(data.sizes() + ", " + labels(data.train().labels()));
        }
        List<String> clauses = new ArrayList<>();
        graph.steps().forEach((ref, step) -> step.description(ref.name(), known).ifPresent(clauses::add));
        if (!clauses.isEmpty()) {
            lines.add(String.join("; ", clauses));
        }
        graph.steps().forEach((ref, step) -> lines.addAll(step.details(known)));
        return lines;
    }

    private static String labels(Labels labels) {
        return switch (labels.kind()) {
            case CLASSES, SOME_CLASSES -> labels.toString();
            case VALUES -> "0 classes";
            case NONE -> "no labels: agreement with the predictions of the teacher is measured, and not accuracy";
        };
    }

    /// Seconds that each step in `missing` is expected to take: measured where a step can, else its work at the speed of those.
    public Map<String, Double> estimates(List<Ref<?>> missing) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        double probedWork = 0;
        double probedSeconds = 0;
        for (Ref<?> ref : missing) {
            if (graph.steps().get(ref) instanceof Probed probed) {
                double probe = probed.probe(ref.name(), known);
                seconds.put(ref.name(), probe);
                probedSeconds += probe;
                probedWork += work(ref);
            }
        }
        if (probedSeconds > 0) {
            for (Ref<?> ref : missing) {
                seconds.putIfAbsent(ref.name(), work(ref) * probedSeconds / probedWork);
            }
        }
        return seconds;
    }

    private double work(Ref<?> ref) {
        return graph.steps().get(ref).multiplyAdds(ref.name(), known);
    }
}
