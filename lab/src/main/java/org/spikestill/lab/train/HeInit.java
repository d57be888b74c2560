package org.spikestill.lab.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// He initialisation (He, Zhang, Ren, Sun, ICCV 2015): normal, variance 2 / inputs of a unit, the last layer's
/// 1 / inputs. Biases and means start at 0, scales and variances at 1, thresholds of a quantised clip at the
/// value that the layer names, gates half open, offsets of trained thresholds and leaks at 0. Each array has a stream of its own.
public final class HeInit {
    private static final float GATE_DEVIATION = 0.01f;

    private HeInit() {}

    public static Weights of(Network network, Seed seed) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            blocks.put(
                    parameter.name(),
                    switch (parameter.role()) {
                        case WEIGHT -> normal(parameter, gain(network, parameter), seed.split(parameter.name()));
                        case GATE -> halfOpen(parameter, seed.split(parameter.name()));
                        case SCALE, RUNNING_VARIANCE -> Block.filled(parameter.shape(), 1);
                        case THRESHOLD -> Block.filled(parameter.shape(), start(network.node(parameter.node())));
                        case BIAS, SHIFT, RUNNING_MEAN, CONSTANT, INITIAL_STATE -> Block.filled(parameter.shape(), 0);
                    });
        }
        return new Weights(blocks);
    }

    /// Gates whose two ends are equally likely, log α = 0, but for a small difference that lets equal gates part (Louizos,
    /// Welling, Kingma, ICLR 2018).
    private static Block halfOpen(Parameter parameter, Seed seed) {
        float[] values = seed.normals(parameter.shape().elements());
        for (int i = 0; i < values.length; i++) {
            values[i] *= GATE_DEVIATION;
        }
        return Block.of(parameter.shape(), values);
    }

    private static float start(Network.Node node) {
        return switch (node.layer()) {
            case Layer.QuantisedClip(_, float start) -> start;
            case Layer.Portable _, Layer.Gated _, Layer.Activation _, Layer.Concat _, Layer.BatchNorm _ ->
                throw new AssertionError("'" + node.name() + "' has no trained threshold");
        };
    }

    private static double gain(Network network, Parameter parameter) {
        String last = network.parameters().reversed().stream()
                .filter(each -> each.kind() == Parameter.Kind.WEIGHT)
                .findFirst()
                .orElseThrow()
                .name();
        return parameter.name().equals(last) ? 1 : 2;
    }

    private static Block normal(Parameter parameter, double gain, Seed seed) {
        int elements = parameter.shape().elements();
        int inputs = elements / parameter.shape().channels();
        float deviation = (float) Math.sqrt(gain / inputs);
        float[] values = seed.normals(elements);
        for (int i = 0; i < elements; i++) {
            values[i] *= deviation;
        }
        return Block.of(parameter.shape(), values);
    }
}
