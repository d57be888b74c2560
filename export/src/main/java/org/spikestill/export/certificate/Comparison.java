package org.spikestill.export.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.export.certificate.Certificate.Divergence;
import org.spikestill.export.certificate.Certificate.Result;

/// Traces of an implementation against the engine's.
///
/// @param layers that fire, in order
/// @param labels of the samples
/// @param engine its traces
public record Comparison(List<String> layers, List<Integer> labels, List<SampleTrace> engine) {
    /// The engine's own result.
    public Result reference() {
        return result("engine", "", engine);
    }

    public Result result(String name, String artefact, List<SampleTrace> traces) {
        int right = 0;
        int differing = 0;
        Optional<Divergence> first = Optional.empty();
        List<Long> totals = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            int position = layer;
            totals.add(traces.stream().mapToLong(each -> each.total(position)).sum());
        }
        for (int sample = 0; sample < traces.size(); sample++) {
            SampleTrace trace = traces.get(sample);
            right += trace.predicted() == labels.get(sample) ? 1 : 0;
            Optional<Divergence> found = divergence(sample, trace);
            differing += found.isPresent() ? 1 : 0;
            first = first.or(() -> found);
        }
        return new Result(name, artefact, "", (double) right / traces.size(), totals, differing, first);
    }

    public static Result unavailable(String name, String reason) {
        return new Result(name, "", reason, 0, List.of(), 0, Optional.empty());
    }

    private Optional<Divergence> divergence(int sample, SampleTrace trace) {
        SampleTrace ours = engine.get(sample);
        boolean steps = trace.spikes().size() == ours.spikes().size();
        for (int tick = 0; steps && tick < ours.spikes().size(); tick++) {
            for (int layer = 0; layer < layers.size(); layer++) {
                long one = ours.spikes().get(tick).get(layer);
                long two = trace.spikes().get(tick).get(layer);
                if (one != two) {
                    return Optional.of(new Divergence(sample, tick + 1, layers.get(layer), one, two));
                }
            }
        }
        for (int layer = 0; !steps && layer < layers.size(); layer++) {
            if (ours.total(layer) != trace.total(layer)) {
                return Optional.of(new Divergence(sample, 0, layers.get(layer), ours.total(layer), trace.total(layer)));
            }
        }
        return ours.predicted() == trace.predicted()
                ? Optional.empty()
                : Optional.of(
                        new Divergence(sample, ours.spikes().size(), "class", ours.predicted(), trace.predicted()));
    }
}
