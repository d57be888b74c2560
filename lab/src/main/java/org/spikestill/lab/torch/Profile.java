package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the time of training steps goes, layer by layer. The way back is measured from population to population: through
/// a population's neurons, and through the layers that lie between it and what it reads.
public final class Profile {
    /// A part of a step.
    public enum Phase {
        FORWARD,
        NEURONS_BACKWARD,
        LAYERS_BACKWARD
    }

    /// Seconds spent in one layer, over all steps so far.
    public record Line(String layer, Phase phase, double seconds) {}

    /// Measures nothing.
    static final Profile NONE = new Profile(false);

    private final Map<String, double[]> seconds = new LinkedHashMap<>();
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
        seconds.computeIfAbsent(layer, _ -> new double[Phase.values().length])[phase.ordinal()] +=
                (System.nanoTime() - start) / 1e9;
    }

    /// In the order of the way forward; what took no time is left out.
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        seconds.forEach((layer, phases) -> {
            for (Phase phase : Phase.values()) {
                if (phases[phase.ordinal()] > 0) {
                    lines.add(new Line(layer, phase, phases[phase.ordinal()]));
                }
            }
        });
        return lines;
    }
}
