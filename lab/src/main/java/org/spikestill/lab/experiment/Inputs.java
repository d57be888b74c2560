package org.spikestill.lab.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The results that a step reads.
public final class Inputs {
    private final Map<Ref<?>, Object> results;
    private final Map<Ref<?>, List<String>> digests;

    Inputs(Map<Ref<?>, Object> results, Map<Ref<?>, List<String>> digests) {
        this.results = new LinkedHashMap<>(results);
        this.digests = new LinkedHashMap<>(digests);
    }

    @SuppressWarnings("unchecked") // a reference and its result come from the same step, which types both
    public <R> R get(Ref<R> ref) {
        Object result = results.get(ref);
        if (result == null) {
            throw new IllegalStateException("the step reads '" + ref + "' without naming it among its inputs");
        }
        return (R) result;
    }

    /// Digest of the model file of a result that is one network.
    public String digest(Ref<?> ref) {
        return digests.get(ref).getFirst();
    }

    /// Digests of all model files among the inputs, in order.
    public List<String> digests() {
        return digests.values().stream().flatMap(List::stream).toList();
    }
}
