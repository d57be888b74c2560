package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.convert.BalanceThresholds;
import org.spikestill.lab.convert.Conversion;
import org.spikestill.lab.convert.ConversionLoss;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.convert.ReadOut;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;

/// Conversion of a trained artificial network into a spiking one, without training.
///
/// @param ann the trained network
/// @param shape of the network as it is converted, with the dropout of the spiking network's training; empty takes the trained one
///     without its dropout
/// @param passes applied one after the other
/// @param thresholds search of the thresholds' scale after the passes; empty where the passes set them
/// @param readOut scale of the outputs
public record Convert(
        Ref<ModelResult> ann,
        Optional<Start.Artificial> shape,
        List<Pass> passes,
        Optional<ThresholdSearch> thresholds,
        ReadOut readOut)
        implements Step<ModelResult> {
    public Convert {
        passes = List.copyOf(passes);
    }

    /// Thresholds measured once, and scaled by the factor that does best on validation samples.
    ///
    /// @param balance how they are measured
    /// @param scales factors that are tried, at least one
    public record ThresholdSearch(BalanceThresholds balance, List<Float> scales) {
        /// Validation samples that a scale is chosen on.
        public static final int SAMPLES = 1000;

        public ThresholdSearch {
            scales = List.copyOf(scales);
        }
    }

    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(ann);
    }

    /// The network in the form that is converted; pixels are scaled as those that it was trained on, also where it comes from a file.
    private Network artificial(DataSplits data, Network trained) {
        return shape.map(wanted -> wanted.network(data).withScaling(trained.scaling()))
                .orElseGet(() -> trained.mapNodes(Convert::withoutDropout));
    }

    private static Network.Node withoutDropout(Network.Node node) {
        return node.layer() instanceof Layer.Dropout ? node.withLayer(new Layer.Dropout(0)) : node;
    }

    @Override
    public Outline check(String name, Known before) {
        Network network = artificial(before.data(), before.network(ann));
        for (Pass pass : passes) {
            network = pass.shape(network);
        }
        return Outline.of(network);
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        Network network = before.network(new Ref<>(name));
        int samples = before.data().validation().size();
        double evaluation = Cost.evaluation(network, samples);
        return thresholds
                .map(search -> evaluation
                        + search.scales().size() * Cost.evaluation(network, Math.min(ThresholdSearch.SAMPLES, samples))
                        + 2.0 * search.balance().samples() * search.balance().ticks() * Cost.multiplyAdds(network))
                .orElse(evaluation);
    }

    @Override
    public Optional<String> description(String name, Known before) {
        return Optional.of(
                "%s at T = %d".formatted(name, before.network(new Ref<>(name)).ticks()));
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) throws IOException {
        long start = System.nanoTime();
        ModelFile trained = inputs.get(ann).model();
        Network artificial = artificial(context.data(), trained.network());
        Converted spiking = Conversion.of(
                passes,
                artificial,
                trained.weights(),
                context.data().train(),
                (_, _) -> context.cancellation().throwIfCancelled(context.name()));
        Converted best = readOut.of(thresholds.isPresent() ? scaled(spiking, thresholds.get(), context) : spiking);
        best.changes().forEach(change -> context.progress().say("  " + change));
        Evaluation judged = Measured.evaluation(
                best.network(), best.weights(), context.data().validation(), context);
        double validation = judged.accuracy();
        ModelFile model = new ModelFile(
                best.network(),
                best.weights(),
                context.provenance(inputs.digests()).withFigure("validation " + Measured.share(context), validation));
        context.progress()
                .say("%s: validation %s %.2f %% at T = %d, %.0f s"
                        .formatted(
                                context.name(),
                                Measured.share(context),
                                100 * validation,
                                best.network().ticks(),
                                (System.nanoTime() - start) / 1e9));
        new ConversionLoss(artificial, inputs.get(ann).outcome().validation(), passes, best.network(), judged)
                .warning(context.name())
                .ifPresent(context.progress()::say);
        return new ModelResult(model, new ModelResult.Outcome(0, validation));
    }

    private static Converted scaled(Converted spiking, ThresholdSearch search, Context context) throws IOException {
        Map<String, Float> measured = search.balance()
                .measure(spiking.network(), spiking.weights(), context.data().train());
        Dataset judges = context.data().validation().limit(ThresholdSearch.SAMPLES);
        Converted best = null;
        double bestAccuracy = -1;
        for (float scale : search.scales()) {
            Converted candidate =
                    spiking.then(BalanceThresholds.apply(spiking.network(), spiking.weights(), measured, scale));
            double accuracy = Measured.accuracy(candidate.network(), candidate.weights(), judges, context);
            context.progress()
                    .say("%s at T = %d, thresholds scaled by %.2f: %.2f %% of %d validation samples"
                            .formatted(
                                    context.name(), spiking.network().ticks(), scale, 100 * accuracy, judges.size()));
            if (accuracy > bestAccuracy) {
                best = candidate;
                bestAccuracy = accuracy;
            }
        }
        return best;
    }
}
