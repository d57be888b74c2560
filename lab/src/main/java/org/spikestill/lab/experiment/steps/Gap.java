package org.spikestill.lab.experiment.steps;

import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Accuracy;
import org.spikestill.lab.train.Score;
import org.spikestill.lab.train.Validation;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Generalisation gap of a network before a teacher trains it further: accuracy on training samples less accuracy on the validation
/// split. Soft targets regularise, so what they can bring is bounded by the gap there is.
///
/// @param training accuracy on some training samples as they are, in [0, 1]
/// @param samples number of those
/// @param validation accuracy on the validation split, in [0, 1]
record Gap(double training, int samples, double validation) {
    /// Points below which a teacher had nothing to bring wherever that was measured (docs/distillation.md).
    private static final double SMALL = 0.01;

    /// @param some training samples with classes
    static Gap of(Network network, Weights weights, Dataset some, Dataset validation) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            Score accuracy = new Accuracy();
            return new Gap(
                    Validation.of(torch, accuracy, some).score(),
                    some.size(),
                    Validation.of(torch, accuracy, validation).score());
        }
    }

    /// @param name of the network in training
    String sentence(String name) {
        double points = 100 * (training - validation);
        return "%s starts at %.2f %% on %,d training samples and %.2f %% on the validation split: %s"
                .formatted(
                        name,
                        100 * training,
                        samples,
                        100 * validation,
                        training - validation < SMALL
                                ? "no gap for a teacher to close, expect little of it"
                                : "the gap of %.1f points bounds what a teacher can bring".formatted(points));
    }
}
