package org.spikestill.studies;

import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Accuracy of a network by the trainer, within a step.
public final class TrainerAccuracy {
    private TrainerAccuracy() {}

    public static double of(Network network, Weights weights, Dataset samples, Context context) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            Evaluator.Listener listener = (_, _) -> context.cancellation().throwIfCancelled(context.name());
            return new TorchEvaluator(torch).evaluate(samples, listener).accuracy();
        }
    }

    /// Work of an evaluation in multiplications with addition, from the number of weights.
    public static double work(Network network, int ticks, Dataset samples) {
        double weights = network.parameters().stream()
                .mapToLong(each -> each.shape().elements())
                .sum();
        return weights * ticks * samples.size();
    }
}
