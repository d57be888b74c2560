package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.measure.Confusions;
import org.spikestill.lab.measure.Misclassified;
import org.spikestill.lab.measure.SpikeRasters;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.SpikeRaster;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;
import org.spikestill.runtime.Engine;

/// A look at single test samples of a spiking network: confused classes, the samples it gets most confidently wrong, and the
/// spikes of one sample.
///
/// @param network spiking
/// @param evaluation of the network by the trainer
/// @param title of the network for people
/// @param sample whose spikes are shown, index in the test set
public record InspectSamples(Ref<ModelResult> network, Ref<Evaluate.TestResult> evaluation, String title, int sample)
        implements Step<InspectSamples.Samples> {
    /// Misclassified samples shown.
    private static final int WORST = 24;

    public record Samples(Confusion confusion, WorstSamples worst, SpikeRaster raster) {}

    @Override
    public ResultType<Samples> result() {
        return ResultType.record(Samples.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(network, evaluation);
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(before.network(network), WORST);
    }

    @Override
    public Samples run(Inputs inputs, Context context) throws IOException {
        ModelFile model = inputs.get(network).model();
        Evaluation test = inputs.get(evaluation).evaluation();
        List<String> classes = context.data().classNames();
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            return new Samples(
                    Confusions.of(test, context.data().test(), classes),
                    Misclassified.worst(engine, test, context.data().test(), Split.TEST, classes, WORST),
                    SpikeRasters.of(
                            title,
                            model.network(),
                            model.weights(),
                            context.data().test(),
                            Split.TEST,
                            sample,
                            classes));
        }
    }
}
