package org.spikestill.report.result;

import java.util.List;
import java.util.Optional;

/// Misclassified samples in order of their margin: the most confidently wrong first.
///
/// @param split of the samples
/// @param misclassified samples of the split that were predicted wrong
/// @param examined how many of these, the first of the split, were ranked
/// @param samples the largest margins, in descending order
public record WorstSamples(Split split, int misclassified, int examined, List<Sample> samples) {
    /// @param index of the sample in its split
    /// @param label name of its class
    /// @param predicted name of the class predicted
    /// @param confidence softmax probability of the class predicted, in [0, 1]
    /// @param margin logit of the class predicted minus that of the label; unlike the softmax, it does not saturate
    /// @param image `[1, H, W]` or `[3, H, W]`, values in [0, 1]; empty where samples are no images
    public record Sample(
            int index, String label, String predicted, double confidence, double margin, Optional<FloatArray> image) {}

    public WorstSamples {
        samples = List.copyOf(samples);
        if (samples.size() > examined || examined > misclassified) {
            throw new IllegalArgumentException(samples.size() + " samples of " + examined + " examined of "
                    + misclassified + " misclassified: each number must be at most the next");
        }
    }
}
