package org.spikestill.report;

import java.util.List;
import java.util.Optional;

/// Whether the deployed network does what the trained one did: the same samples through trainer and engine.
///
/// @param source samples that went through both
/// @param differing how many of them were predicted differently
/// @param examples some of those, or all
/// @param layers spikes of each firing layer, over all samples and ticks
/// @param first where the two part, if they do and it was looked for
/// @param explanation in words
public record Parity(
        Source source,
        long differing,
        List<Difference> examples,
        List<LayerSpikes> layers,
        Optional<Divergence> first,
        String explanation) {
    /// @param index of the sample in its split
    /// @param trainer name of the class the trainer chose
    /// @param engine name of the class the engine chose
    /// @param label name of the right class
    public record Difference(int index, String trainer, String engine, String label) {}

    /// Spikes of one layer, over all samples and ticks.
    public record LayerSpikes(String layer, long trainer, long engine) {}

    /// @param sample index in its split
    /// @param tick from 1
    /// @param detail what differed there, such as the membrane on both sides
    public record Divergence(int sample, String layer, int tick, String detail) {}

    public Parity {
        examples = List.copyOf(examples);
        layers = List.copyOf(layers);
        if (differing < examples.size() || differing > source.samples()) {
            throw new IllegalArgumentException(differing + " differing predictions with " + examples.size()
                    + " examples of " + source.samples() + " samples: there must be at least as many as examples and"
                    + " at most as many as samples");
        }
    }
}
