package org.spikestill.lab.experiment.steps;

import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;

/// Evaluation within a step: with progress, and ready to be cancelled.
final class Measured {
    private Measured() {}

    static double accuracy(ModelFile model, Dataset samples, Context context) {
        return accuracy(model.network(), model.weights(), samples, context);
    }

    static double accuracy(Network network, Weights weights, Dataset samples, Context context) {
        return evaluation(network, weights, samples, context).accuracy();
    }

    static Evaluation evaluation(Network network, Weights weights, Dataset samples, Context context) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            Evaluator.Listener listener = (_, _) -> context.cancellation().throwIfCancelled(context.name());
            return new TorchEvaluator(torch).evaluate(samples, listener);
        }
    }

    /// Reports how far an evaluation is.
    static Evaluator.Listener listener(String what, Context context) {
        Pace pace = new Pace(0, 1);
        return (done, of) -> {
            context.cancellation().throwIfCancelled(context.name());
            context.progress().advance(pace.advance(what, done, of));
        };
    }
}
