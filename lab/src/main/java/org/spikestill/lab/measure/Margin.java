package org.spikestill.lab.measure;

import static org.spikestill.model.Check.within;

import java.util.Arrays;

/// The margin between the two likeliest classes: p₍₁₎ − p₍₂₎, p the softmax of the logits.
///
/// @param threshold in [0, 1]
public record Margin(float threshold) implements ExitRule {
    public Margin {
        within("threshold", threshold, 0, 1);
    }

    public Margin() {
        this(0.8f);
    }

    @Override
    public Margin at(float value) {
        return new Margin(value);
    }

    @Override
    public double confidence(float[] logits) {
        double[] sorted = Softmax.shares(logits);
        Arrays.sort(sorted);
        return sorted[sorted.length - 1] - sorted[sorted.length - 2];
    }
}
