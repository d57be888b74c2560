package org.spikestill.lab.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.model.Network;

/// Everything known before the first step runs: the data, and the outlines of the steps checked so far.
///
/// @param outlines by name of the step
public record Known(DataSplits data, Map<String, Outline> outlines) {
    public Known {
        outlines = Map.copyOf(outlines);
    }

    /// The network that a step is going to make.
    public Network network(Ref<?> ref) {
        return part(ref, "");
    }

    /// One of the networks that a step is going to make.
    public Network part(Ref<?> ref, String part) {
        return Optional.ofNullable(outlines.get(ref.name()))
                .map(outline -> outline.networks().get(part))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the step '" + ref + "' makes no network" + (part.isEmpty() ? "" : " '" + part + "'")
                                + " before this step: add the step that does first"));
    }

    Known with(String name, Outline outline) {
        Map<String, Outline> more = new LinkedHashMap<>(outlines);
        more.put(name, outline);
        return new Known(data, more);
    }
}
