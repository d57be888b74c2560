package org.spikestill.lab.experiment.steps;

import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Labels;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Measure;

/// Evaluation within a step: with progress, and ready to be cancelled.
public final class Measured {
    private Measured() {}

    /// Name of the share of samples predicted as their label has it, or as the teacher has it where there are no labels.
    static String share(Context context) {
        return measure(context.data()).toString();
    }

    /// The measure of predictions on these data.
    public static Measure measure(DataSplits data) {
        return data.test().labels().kind() == Labels.Kind.NONE ? Measure.AGREEMENT : Measure.ACCURACY;
    }

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
