package org.spikestill.studies.binary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Encoder;

/// The trained network as it is deployed: output units integrate and fire, and the class with most spikes wins.
///
/// The linear outputs of training become firing neurons; synapses of weight 1 lead each to its own read-out, whose membrane
/// is the spike count. The result is an ordinary network for any evaluation and for the engine.
///
/// @param network with T ticks
public record SpikeCounting(Network network, Weights weights) {
    private static final String OUTPUT = "output";
    private static final String COUNTS = "counts";

    /// The network under either read-out.
    ///
    /// @param trained network that ends with a linear layer and an integrating read-out
    static SpikeCounting of(
            Network trained, Weights weights, Integration integration, Encoder encoder, int ticks, ReadOut readOut) {
        return switch (readOut) {
            case SPIKES -> of(trained, weights, integration, encoder, ticks);
            case MEMBRANE -> new SpikeCounting(trained.withEncoder(encoder).withTicks(ticks), weights);
        };
    }

    /// @param trained network that ends with a linear layer and an integrating read-out
    public static SpikeCounting of(
            Network trained, Weights weights, Integration integration, Encoder encoder, int ticks) {
        Node readOut = trained.output();
        String last = readOut.inputs().getFirst();
        int classes = trained.shapes().get(last).elements();
        List<Node> nodes = new ArrayList<>();
        trained.nodes().subList(0, trained.nodes().size() - 1).stream()
                .map(node -> node.name().equals(last) ? withBias(node) : node)
                .forEach(nodes::add);
        nodes.add(new Node(OUTPUT, new Layer.Spike(integration.neuron()), List.of(last)));
        nodes.add(new Node(COUNTS, new Layer.Linear(classes, false), List.of(OUTPUT)));
        nodes.add(new Node(readOut.name(), readOut.layer(), List.of(COUNTS)));
        Map<String, Block> blocks = new LinkedHashMap<>(weights.blocks());
        blocks.put(Role.BIAS.of(last), shifted(weights, last, classes, integration.outputShift()));
        blocks.put(Role.WEIGHT.of(COUNTS), identity(classes));
        Network network = trained.withEncoder(encoder).withTicks(ticks).withNodes(nodes);
        return new SpikeCounting(network, new Weights(blocks));
    }

    private static Node withBias(Node node) {
        return node.withLayer(((Layer.Weighted) node.layer()).withBias(true));
    }

    private static Block shifted(Weights weights, String layer, int outputs, float shift) {
        float[] bias = weights.find(Role.BIAS.of(layer)).map(Block::toFloats).orElse(new float[outputs]);
        for (int i = 0; i < outputs; i++) {
            bias[i] += shift;
        }
        return Block.of(Shape.of(outputs), bias);
    }

    private static Block identity(int classes) {
        float[] ones = new float[classes * classes];
        for (int k = 0; k < classes; k++) {
            ones[k * classes + k] = 1;
        }
        return Block.of(Shape.of(classes, classes), ones);
    }
}
