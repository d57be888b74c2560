package org.spikestill.model;

import java.util.Collections;
import java.util.List;

/// Preparation of raw values in [0, 1] before encoding, per channel; it travels with the network, so that a deployed
/// model needs no preprocessing of its own.
///
/// ```
/// x = (raw − mean_c) / deviation_c
/// ```
///
/// @param mean one value per channel
/// @param deviation one value per channel, > 0
public record Scaling(List<Float> mean, List<Float> deviation) {
    public Scaling {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new InvalidNetwork("scaling has " + mean.size() + " means and " + deviation.size()
                    + " deviations: give one of each per channel");
        }
        for (float value : mean) {
            if (!Float.isFinite(value)) {
                throw new InvalidNetwork("scaling has mean " + value + ": it must be finite");
            }
        }
        for (float value : deviation) {
            if (!(value > 0) || Float.isInfinite(value)) {
                throw new InvalidNetwork("scaling has deviation " + value + ": it must be finite and above 0");
            }
        }
    }

    /// Maps [0, 1] to [−1, 1] in every channel, the input range of the hybrid-training reference code.
    public static Scaling symmetric(int channels) {
        return new Scaling(Collections.nCopies(channels, 0.5f), Collections.nCopies(channels, 0.5f));
    }

    /// Leaves raw values as they are.
    public static Scaling none(int channels) {
        return new Scaling(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    }

    /// Scales one planar sample `[C, H, W]` in place.
    public void apply(float[] sample, Shape shape) {
        int plane = shape.elements() / shape.channels();
        for (int channel = 0; channel < shape.channels(); channel++) {
            float m = mean.get(channel);
            float d = deviation.get(channel);
            for (int i = channel * plane; i < (channel + 1) * plane; i++) {
                sample[i] = (sample[i] - m) / d;
            }
        }
    }
}
