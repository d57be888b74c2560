package org.spikestill.lab.compare;

import java.util.Map;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.lab.recipe.LayerwiseDistill;
import org.spikestill.lab.recipe.Stage;
import org.spikestill.lab.recipe.Step;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// How much there is to compute, in multiplications with addition: good for telling how long the rest takes once some of
/// it is done, and for nothing finer.
///
/// ```
/// training    epochs · samples · MACs · 3                artificial: forward, and backward twice as much
///             epochs · samples · MACs · 3T or T + 2      through time, or collapsed; rotated copies are samples, too
/// conversion  (scales · validation samples · T + measured samples · ticks · layers / 2) · MACs
/// ```
final class Work {
    private Work() {}

    /// Of each step of a run.
    static double of(Step step, DistillSettings settings, DataSplits data, Map<Stage, Network> networks) {
        double macs = multiplyAdds(networks.get(step.stage()));
        return switch (step) {
            case Step.Artificial(_, _, _, TrainSettings training, _, _) ->
                3.0 * training.epochs() * data.train().size() * macs;
            case Step.Given _ -> data.validation().size() * macs;
            case Step.Conversion _
            when settings.conversion().isPresent() -> data.validation().size() * macs * settings.ticks();
            case Step.Conversion _ ->
                macs
                        * ((double) settings.scales().size()
                                        * Math.min(
                                                LayerwiseDistill.SCALE_SAMPLES,
                                                data.validation().size())
                                        * settings.ticks()
                                + settings.balance().samples()
                                        * (double) settings.balance().ticks()
                                        * 2);
            case Step.Spiking(_, _, _, Objective objective) -> {
                TrainSettings training = settings.studentTraining();
                double passes = switch (training.gradient()) {
                    case BPTT -> 3.0 * settings.ticks();
                    case BPTT_CHECKPOINTED -> 4.0 * settings.ticks();
                    case RATE_BASED -> settings.ticks() + 2;
                };
                double images = objective.reads(Targets.Kind.ROTATED_LOGITS) ? 1 + Rotation.values().length : 1;
                yield images * passes * training.epochs() * data.train().size() * macs;
            }
        };
    }

    /// Of one tick of one sample, if everything were dense.
    static double multiplyAdds(Network network) {
        Map<String, Shape> shapes = network.shapes();
        double sum = 0;
        for (Network.Node node : network.nodes()) {
            Shape in = shapes.get(node.inputs().getFirst());
            double out = shapes.get(node.name()).elements();
            sum += switch (node.layer()) {
                case Layer.Linear _ -> out * in.elements();
                case Layer.Conv2d conv -> out * in.channels() * conv.kernel() * conv.kernel();
                case Layer.AveragePool2d _,
                        Layer.Flatten _,
                        Layer.Add _,
                        Layer.Concat _,
                        Layer.Spike _,
                        Layer.Dropout _,
                        Layer.Activation _,
                        Layer.QuantisedClip _,
                        Layer.BatchNorm _ -> 0;
            };
        }
        return sum;
    }
}
