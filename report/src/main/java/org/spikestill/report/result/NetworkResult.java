package org.spikestill.report.result;

import java.util.Optional;

/// Size, accuracy and spikes of a network.
///
/// @param name by which the other results of a run refer to the network
/// @param role of the network in the experiment, in words, such as `teacher` or `distilled`; may be empty
/// @param ticks time steps T per sample; 1 for an artificial network
/// @param parameters trained values, biases included; 0 where they are not known
/// @param validation accuracy on the split that epochs and hyperparameters were chosen on
/// @param test accuracy on the held-out split
/// @param spikesPerSample mean over the test split of all layers and ticks; empty for an artificial network
/// @param baseline name of the network that the gain is measured against, with as many ticks
public record NetworkResult(
        String name,
        String role,
        int ticks,
        long parameters,
        Optional<Accuracy> validation,
        Optional<Accuracy> test,
        Optional<Double> spikesPerSample,
        Optional<String> baseline) {

    public NetworkResult withBaseline(String network) {
        return new NetworkResult(
                name, role, ticks, parameters, validation, test, spikesPerSample, Optional.of(network));
    }

    /// Test accuracy, or validation accuracy where there is none.
    public Optional<Accuracy> accuracy() {
        return test.or(() -> validation);
    }

    /// Split of [#accuracy].
    public Split split() {
        return test.isPresent() ? Split.TEST : Split.VALIDATION;
    }
}
