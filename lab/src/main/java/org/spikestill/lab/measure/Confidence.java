package org.spikestill.lab.measure;

import static org.spikestill.model.Check.within;

import java.util.Arrays;
import org.spikestill.runtime.Exit;

/// The share of the likeliest class: max_k p_k, p the softmax of the logits.
///
/// @param threshold in [0, 1]
public record Confidence(float threshold) implements ExitRule {
    public Confidence {
        within("threshold", threshold, 0, 1);
    }

    public Confidence() {
        this(0.9f);
    }

    @Override
    public Confidence at(float value) {
        return new Confidence(value);
    }

    @Override
    public double confidence(float[] logits) {
        return Arrays.stream(Softmax.shares(logits)).max().orElseThrow();
    }

    @Override
    public Exit exit() {
        return Exit.confidence(threshold);
    }
}
