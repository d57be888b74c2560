package org.spikestill.lab.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.report.result.Epoch;

/// Everything a run has made.
public final class Results {
    private final Map<Ref<?>, Object> results;
    private final Map<Ref<?>, Store.Entry> entries;
    private final List<Epoch> epochs;
    private final DataSplits data;

    Results(Map<Ref<?>, Object> results, Map<Ref<?>, Store.Entry> entries, List<Epoch> epochs, DataSplits data) {
        this.results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        this.epochs = List.copyOf(epochs);
        this.data = data;
    }

    public <R> R get(Ref<R> ref) {
        return find(ref)
                .orElseThrow(() ->
                        new IllegalArgumentException("the run has no step '" + ref + "': it has " + results.keySet()));
    }

    @SuppressWarnings("unchecked") // a reference and its result come from the same step, which types both
    public <R> Optional<R> find(Ref<R> ref) {
        return Optional.ofNullable((R) results.get(ref));
    }

    /// Every step of the run, in order.
    public List<Ref<?>> steps() {
        return List.copyOf(results.keySet());
    }

    /// Digest of the model file of a result that is one network.
    public String digest(Ref<?> ref) {
        return entries.get(ref).models().get("");
    }

    /// Digests of the model files of a result, by part.
    Map<String, String> models(Ref<?> ref) {
        return entries.get(ref).models();
    }

    /// Seconds a step took, in the run that made its result.
    public double seconds(Ref<?> ref) {
        return entries.get(ref).seconds();
    }

    /// Every epoch of the run's trainings, in the order of the steps.
    public List<Epoch> epochs() {
        return epochs;
    }

    public DataSplits data() {
        return data;
    }
}
