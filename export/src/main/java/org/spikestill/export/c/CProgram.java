package org.spikestill.export.c;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.spikestill.model.FoldedBatchNorm;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// A network laid out as C: each node a block of statements over static arrays, maps channels-last. Sums run over the inputs in the
/// engine's order and round as it does, so that both give the same bits.
///
/// @param source the whole file
/// @param flashBytes of constants
/// @param ramBytes of static variables
/// @param firing spikes of the populations, in order
record CProgram(String source, long flashBytes, long ramBytes, List<CSignal> firing) {
    CProgram {
        firing = List.copyOf(firing);
    }

    /// @throws InvalidNetwork naming what C code is not written for
    static CProgram of(Network network, Weights weights, String prefix) {
        FoldedBatchNorm folded = FoldedBatchNorm.of(network, weights);
        return new Layouter(folded.network(), folded.weights(), prefix).program();
    }

    private static final class Layouter {
        private final Network network;
        private final String prefix;
        private final Map<String, Shape> shapes;
        private final CLayers layers;
        private final Map<String, CSignal> signals = new LinkedHashMap<>();
        private final StringBuilder once = new StringBuilder();
        private final StringBuilder eachTick = new StringBuilder();
        private final List<CTemplate.Firing> firing = new ArrayList<>();

        private Layouter(Network network, Weights weights, String prefix) {
            if (!network.isSpiking()) {
                throw new InvalidNetwork("the network is artificial: convert it first, or export it as onnx");
            }
            if (!network.encoder().constant()) {
                throw new InvalidNetwork(
                        "the network's encoder draws or orders its inputs, for which there is no C code:"
                                + " train it with encoder direct");
            }
            this.network = network;
            this.prefix = prefix;
            shapes = network.shapes();
            layers = new CLayers(weights);
        }

        private CProgram program() {
            signals.put(
                    Network.INPUT,
                    new CSignal("input", network.frame(), false, true, layers.floats("input", network.frame())));
            for (Node node : network.nodes()) {
                signals.put(node.name(), signal(node));
            }
            CSignal out = signals.get(network.output().name());
            String source = new CTemplate(network, prefix, firing, layers, once, eachTick, out).source();
            return new CProgram(
                    source,
                    layers.flashBytes(),
                    layers.ramBytes() + 4L * firing.size(),
                    firing.stream().map(CTemplate.Firing::spikes).toList());
        }

        private CSignal signal(Node node) {
            CSignal in = signals.get(node.inputs().getFirst());
            Shape shape = shapes.get(node.name());
            String name = identifier(node.name());
            return switch (node.layer()) {
                case Layer.Linear(_, boolean bias) -> emit(layers.linear(node, name, in, shape, bias));
                case Layer.Conv2d conv -> emit(layers.convolution(node, name, in, shape, conv));
                case Layer.AveragePool2d(int size) -> emit(layers.pooling(name, in, shape, size));
                case Layer.Flatten _, Layer.Dropout _ -> in; // the order stays, the weights that follow are permuted
                case Layer.Add _ ->
                    emit(layers.sum(name, in, signals.get(node.inputs().getLast())));
                case Layer.Spike(Neuron neuron) -> population(node, name, neuron, in);
                case Layer.MaxPool2d _ ->
                    throw new InvalidNetwork("'" + node.name()
                            + "' takes maxima, which the C program does not have: train with average pooling instead");
                case Layer.LabOnly layer ->
                    throw new InvalidNetwork("'" + node.name() + "' is a "
                            + layer.getClass().getSimpleName() + ": convert the network before deployment");
            };
        }

        private CSignal population(Node node, String name, Neuron neuron, CSignal in) {
            boolean fires = neuron instanceof Neuron.Firing;
            CSignal out = emit(layers.population(node, name, neuron, in, firing.size()));
            if (fires) {
                firing.add(new CTemplate.Firing(node.name(), out));
            }
            return out;
        }

        private CSignal emit(CLayers.Step step) {
            (step.out().constant() ? once : eachTick).append(step.code());
            return step.out();
        }

        /// A name that C takes and that no other node has.
        private String identifier(String name) {
            Set<String> taken = new TreeSet<>(layers.names());
            String made = "n_" + name.replaceAll("[^A-Za-z0-9]", "_");
            while (taken.contains(made)) {
                made += "_";
            }
            return made;
        }
    }
}
