package org.spikestill.lab.experiment.steps;

import java.util.Map;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// Work in multiplications with addition: an estimate good enough for the time left once some of it is done.
///
/// ```
/// artificial      epochs · samples · MACs · 3             forward, and backward twice as much
/// through time    epochs · samples · MACs · 3T            bptt; 4T with checkpoints, T + 2 rate-based
/// ```
///
/// Rotated copies are samples, too.
final class Cost {
    private Cost() {}

    /// Of training one network.
    static double training(Network network, TrainSettings training, Objective objective, int samples) {
        double images = objective.reads(Targets.Kind.ROTATED_LOGITS) ? 1 + Rotation.values().length : 1;
        return images * passes(network, training) * training.epochs() * samples * multiplyAdds(network);
    }

    private static double passes(Network network, TrainSettings training) {
        int ticks = network.ticks();
        return switch (training.gradient()) {
            case BPTT -> 3.0 * ticks;
            case BPTT_CHECKPOINTED -> 4.0 * ticks;
            case RATE_BASED -> network.isSpiking() ? ticks + 2 : 3.0;
        };
    }

    /// Of evaluating samples.
    static double evaluation(Network network, int samples) {
        return multiplyAdds(network) * network.ticks() * samples;
    }

    /// Of one tick of one sample, if everything were dense.
    static double multiplyAdds(Network network) {
        Map<String, Shape> shapes = network.shapes();
        double sum = 0;
        for (Network.Node node : network.nodes()) {
            Shape in = shapes.get(node.inputs().getFirst());
            double out = shapes.get(node.name()).elements();
            sum += switch (node.layer()) {
                case Layer.Weighted layer -> out * fanIn(layer, in);
                case Layer.Gated(Layer.Weighted layer, _) -> out * fanIn(layer, in);
                case Layer.AveragePool2d _,
                        Layer.MaxPool2d _,
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

    private static double fanIn(Layer.Weighted layer, Shape in) {
        return switch (layer) {
            case Layer.Linear _ -> in.elements();
            case Layer.Conv2d conv -> (double) in.channels() * conv.kernel() * conv.kernel();
        };
    }

    /// Number of weights and other parameters.
    static long parameters(Network network) {
        return network.parameters().stream()
                .mapToLong(each -> each.shape().elements())
                .sum();
    }
}
