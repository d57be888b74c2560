package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Time and memory of training steps, layer by layer. The backward pass is measured from population to
/// population: through a population's neurons, and through the layers that lie between it and what it reads.
public final class Profile {
    /// A part of a step.
    public enum Phase {
        FORWARD,
        NEURONS_BACKWARD,
        LAYERS_BACKWARD
    }

    /// Name of the row for the backward pass from the loss to the last cut.
    public static final String LOSS = "loss";

    /// One layer over all steps so far.
    ///
    /// @param seconds of each phase
    /// @param bytes that its output took in one step
    public record Line(String layer, Map<Phase, Double> seconds, long bytes) {
        public double seconds(Phase phase) {
            return seconds.getOrDefault(phase, 0.0);
        }
    }

    /// Measures nothing.
    static final Profile NONE = new Profile(false);

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final boolean measures;

    public Profile() {
        this(true);
    }

    private Profile(boolean measures) {
        this.measures = measures;
    }

    /// Does a piece of work and counts its time.
    void time(String layer, Phase phase, Runnable work) {
        if (!measures) {
            work.run();
            return;
        }
        long start = System.nanoTime();
        work.run();
        Map<Phase, Double> more = Map.of(phase, (System.nanoTime() - start) / 1e9);
        lines.merge(layer, new Line(layer, more, 0), Profile::sum);
    }

    /// Counts what a layer's output takes, unless it lies where an input lay.
    void keep(String layer, Tensor output, List<Tensor> inputs) {
        if (measures) {
            MemorySegment memory = output.memory();
            boolean own = inputs.stream().noneMatch(input -> input.memory().address() == memory.address());
            lines.merge(layer, new Line(layer, Map.of(), own ? memory.byteSize() : 0), Profile::sum);
        }
    }

    private static Line sum(Line so, Line more) {
        Map<Phase, Double> seconds = new LinkedHashMap<>(so.seconds);
        more.seconds.forEach((phase, value) -> seconds.merge(phase, value, Double::sum));
        return new Line(so.layer, seconds, Math.max(so.bytes, more.bytes));
    }

    /// In the order of the way forward, the loss last.
    public List<Line> lines() {
        return List.copyOf(lines.values());
    }
}
