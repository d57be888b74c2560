package org.spikestill.studies.binary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.StartingNetwork;

/// The network before training: biases, binary activations, values in [0, 1] as they are, weights after He, Zhang, Ren, Sun
/// (ICCV 2015) in the uniform form: U(−l, l), l = sqrt(6 / inputs of a unit).
///
/// @param ticks of the deployed network
/// @param inputDropout rate on the input
/// @param dropout rate behind hidden layers
public record BinaryNetwork(
        Architecture architecture,
        Integration integration,
        Encoder encoder,
        int ticks,
        float inputDropout,
        float dropout)
        implements StartingNetwork {
    @Override
    public Network network(Dataset samples) {
        Network plain = architecture.spiking(
                samples.sample(),
                samples.classes(),
                Form.student(dropout),
                integration.neuron(),
                encoder,
                integration.trainingTicks(ticks));
        Network pooled = MaxBeforeNeuron.of(biased(plain));
        return withInputDropout(StartingNetwork.unscaled(pooled));
    }

    static Network biased(Network network) {
        return network.mapNodes(
                node -> node.layer() instanceof Layer.Weighted layer ? node.withLayer(layer.withBias(true)) : node);
    }

    private Network withInputDropout(Network network) {
        if (inputDropout == 0) {
            return network;
        }
        Node dropped = new Node("inputDropout", new Layer.Dropout(inputDropout), List.of(Network.INPUT));
        List<Node> nodes = new ArrayList<>(List.of(dropped));
        network.nodes().forEach(node -> nodes.add(reading(node, dropped.name())));
        return network.withNodes(nodes);
    }

    private static Node reading(Node node, String source) {
        List<String> inputs = node.inputs().stream()
                .map(name -> name.equals(Network.INPUT) ? source : name)
                .toList();
        return new Node(node.name(), node.layer(), inputs);
    }

    @Override
    public Weights weights(Network network, Seed seed) {
        return heUniform(network, seed);
    }

    /// Weights after He et al. in the uniform form, and biases of 0.
    static Weights heUniform(Network network, Seed seed) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            blocks.put(
                    parameter.name(),
                    parameter.kind() == Parameter.Kind.WEIGHT
                            ? uniform(parameter, seed.split(parameter.name()))
                            : Block.filled(parameter.shape(), 0));
        }
        return new Weights(blocks);
    }

    private static Block uniform(Parameter parameter, Seed seed) {
        int elements = parameter.shape().elements();
        int inputs = elements / parameter.shape().channels();
        float limit = (float) Math.sqrt(6.0 / inputs);
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = limit * (2 * Seed.uniform(seed.value(), i) - 1);
        }
        return Block.of(parameter.shape(), values);
    }
}
