package org.spikestill.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The network as its definition reads: dense, planar, in double, one loop per index. Shares nothing with the engine
/// but the network's own records, its scaling and its encoder.
final class Reference {
    private final Network network;
    private final Weights weights;
    private final Map<String, Shape> shapes;
    private final Map<String, double[]> potentials = new HashMap<>();
    final double[][] logits; // [T][K]
    final Map<String, long[]> spikes = new LinkedHashMap<>();
    final Map<String, int[][]> fired = new LinkedHashMap<>(); // [T][spikes], numbers of neurons
    final Map<String, long[]> adds = new LinkedHashMap<>();
    final Map<String, long[]> multiplyAdds = new LinkedHashMap<>();

    private Reference(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
        shapes = network.shapes();
        logits = new double[network.ticks()][];
    }

    static Reference run(Network network, Weights weights, float[] raw, long key) {
        Reference reference = new Reference(network, weights);
        float[] sample = raw.clone();
        network.scaling().apply(sample, network.input());
        for (int tick = 0; tick < network.ticks(); tick++) {
            float[] encoded = new float[network.frame().elements()];
            network.encoder().encode(sample, tick, network.ticks(), key, encoded);
            reference.logits[tick] = reference.tick(encoded, tick);
        }
        return reference;
    }

    private double[] tick(float[] encoded, int tick) {
        Map<String, double[]> values = new HashMap<>();
        double[] input = new double[encoded.length];
        Arrays.setAll(input, i -> encoded[i]);
        values.put(Network.INPUT, input);
        for (Network.Node node : network.nodes()) {
            double[] in = values.get(node.inputs().getFirst());
            Shape from = shapes.get(node.inputs().getFirst());
            values.put(
                    node.name(),
                    switch (node.layer()) {
                        case Layer.Linear linear -> linear(node.name(), linear, in, tick);
                        case Layer.Conv2d conv -> convolution(node.name(), conv, in, from, tick);
                        case Layer.AveragePool2d(int size) -> pool(size, in, from, shapes.get(node.name()));
                        case Layer.Add _ -> add(in, values.get(node.inputs().getLast()));
                        case Layer.Spike(Lif lif) -> fire(node.name(), lif, in, tick);
                        case Layer.Spike(Integrator _) -> integrate(node.name(), in);
                        case Layer.Flatten _, Layer.Dropout _ -> in;
                        default -> throw new AssertionError(node);
                    });
        }
        return values.get(network.output().name()).clone();
    }

    private double[] linear(String name, Layer.Linear linear, double[] in, int tick) {
        float[] weight = weights.get(name + ".weight").toFloats();
        double[] out = bias(name, linear.bias(), linear.outputs());
        for (int o = 0; o < linear.outputs(); o++) {
            for (int i = 0; i < in.length; i++) {
                out[o] += operate(name, tick, weight[o * in.length + i], in[i]);
            }
        }
        settle(name, in, tick);
        return out;
    }

    private double[] convolution(String name, Layer.Conv2d conv, double[] in, Shape from, int tick) {
        float[] weight = weights.get(name + ".weight").toFloats();
        double[] bias = bias(name, conv.bias(), conv.channels());
        Shape to = shapes.get(name);
        double[] out = new double[to.elements()];
        for (int o = 0; o < to.channels(); o++) {
            for (int y = 0; y < to.height(); y++) {
                for (int x = 0; x < to.width(); x++) {
                    double sum = bias[o];
                    for (int c = 0; c < from.channels(); c++) {
                        for (int ky = 0; ky < conv.kernel(); ky++) {
                            for (int kx = 0; kx < conv.kernel(); kx++) {
                                int row = y * conv.stride() + ky - conv.padding();
                                int column = x * conv.stride() + kx - conv.padding();
                                if (row >= 0 && row < from.height() && column >= 0 && column < from.width()) {
                                    sum += operate(
                                            name,
                                            tick,
                                            weight[
                                                    ((o * from.channels() + c) * conv.kernel() + ky) * conv.kernel()
                                                            + kx],
                                            in[(c * from.height() + row) * from.width() + column]);
                                }
                            }
                        }
                    }
                    out[(o * to.height() + y) * to.width() + x] = sum;
                }
            }
        }
        settle(name, in, tick);
        return out;
    }

    private double operate(String name, int tick, double weight, double value) {
        if (weight != 0 && value != 0) {
            adds.computeIfAbsent(name, _ -> new long[network.ticks()])[tick]++;
        }
        return weight * value;
    }

    /// NeuroBench: operations of a call multiply if any input value is other than −1, 0 and 1.
    private void settle(String name, double[] in, int tick) {
        long[] added = adds.computeIfAbsent(name, _ -> new long[network.ticks()]);
        long[] multiplied = multiplyAdds.computeIfAbsent(name, _ -> new long[network.ticks()]);
        if (Arrays.stream(in).anyMatch(value -> value != -1 && value != 0 && value != 1)) {
            multiplied[tick] = added[tick];
            added[tick] = 0;
        }
    }

    private double[] bias(String name, boolean present, int outputs) {
        double[] bias = new double[outputs];
        if (present) {
            float[] values = weights.get(name + ".bias").toFloats();
            Arrays.setAll(bias, i -> values[i]);
        }
        return bias;
    }

    private static double[] pool(int size, double[] in, Shape from, Shape to) {
        double[] out = new double[to.elements()];
        for (int c = 0; c < to.channels(); c++) {
            for (int y = 0; y < to.height(); y++) {
                for (int x = 0; x < to.width(); x++) {
                    double sum = 0;
                    for (int row = y * size; row < (y + 1) * size; row++) {
                        for (int column = x * size; column < (x + 1) * size; column++) {
                            sum += in[(c * from.height() + row) * from.width() + column];
                        }
                    }
                    out[(c * to.height() + y) * to.width() + x] = sum / (size * size);
                }
            }
        }
        return out;
    }

    private static double[] add(double[] left, double[] right) {
        double[] out = new double[left.length];
        Arrays.setAll(out, i -> left[i] + right[i]);
        return out;
    }

    private double[] fire(String name, Lif lif, double[] in, int tick) {
        double[] v = potentials.computeIfAbsent(name, _ -> initial(name, in.length));
        double[] out = new double[in.length];
        for (int i = 0; i < in.length; i++) {
            double u = lif.order() == Order.CHARGE_FIRST ? lif.leak() * v[i] + in[i] : v[i];
            if (u > lif.threshold()) {
                out[i] = 1;
                u = lif.reset().target() == Reset.Target.ZERO ? 0 : u - lif.threshold();
            }
            v[i] = lif.order() == Order.CHARGE_FIRST ? u : lif.leak() * u + in[i];
        }
        spikes.computeIfAbsent(name, _ -> new long[network.ticks()])[tick] =
                Arrays.stream(out).filter(s -> s == 1).count();
        fired.computeIfAbsent(name, _ -> new int[network.ticks()][])[tick] =
                IntStream.range(0, out.length).filter(i -> out[i] == 1).toArray();
        return out;
    }

    private double[] integrate(String name, double[] in) {
        double[] v = potentials.computeIfAbsent(name, _ -> initial(name, in.length));
        for (int i = 0; i < in.length; i++) {
            v[i] += in[i];
        }
        return v.clone();
    }

    private double[] initial(String name, int neurons) {
        double[] v = new double[neurons];
        weights.find(name + ".v").ifPresent(block -> {
            float[] values = block.toFloats();
            Arrays.setAll(v, i -> values[values.length == 1 ? 0 : i]);
        });
        return v;
    }
}
