package org.spikestill.report;

import java.util.Optional;
import java.util.OptionalDouble;

/// One network's line in the table of results.
///
/// @param network name shown wherever the network appears; the other parts of a report refer to it
/// @param ticks time steps per sample; 1 for an artificial network
/// @param parameters trained values, biases included
/// @param validation accuracy on the split the run was tuned on
/// @param test accuracy on the split it never saw
/// @param spikesPerSample of all layers and ticks, mean over the test split, or over validation without a test
///     accuracy
public record Headline(
        String network,
        Role role,
        int ticks,
        long parameters,
        Optional<Accuracy> validation,
        Optional<Accuracy> test,
        OptionalDouble spikesPerSample) {

    /// The split to judge by: test where there is an accuracy from it.
    Split split() {
        return test.isPresent() ? Split.TEST : Split.VALIDATION;
    }

    /// The accuracy to judge by.
    Optional<Accuracy> judged() {
        return test.or(() -> validation);
    }
}
