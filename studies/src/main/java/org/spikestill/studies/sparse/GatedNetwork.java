package org.spikestill.studies.sparse;

import java.util.List;
import java.util.Optional;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Gates;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Neuron;

/// A spiking network with random weights, with gates on every layer or without. Both forms draw the same weights.
///
/// @param dropout rate behind hidden layers
/// @param gates of every layer of synapses; empty for the dense twin
public record GatedNetwork(
        Architecture architecture,
        Neuron.Firing neuron,
        Encoder encoder,
        int ticks,
        float dropout,
        Optional<Gates> gates)
        implements Step<ModelResult> {
    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.of(network(before.data().train()));
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) {
        Network network = network(context.data().train());
        return new ModelResult(
                new ModelFile(network, HeInit.of(network, context.seed().split("init")), context.provenance(List.of())),
                new ModelResult.Outcome(0, 0));
    }

    Network network(Dataset samples) {
        Network plain = architecture.spiking(
                samples.sample(), samples.classes(), Form.student(dropout), neuron, encoder, ticks);
        Network unscaled =
                new Network(plain.input(), Scaling.none(plain.input().channels()), encoder, ticks, plain.nodes());
        return gates.map(each -> gated(unscaled, each)).orElse(unscaled);
    }

    /// The last layer keeps single gates where others have one per time tap: it reads no frames.
    private static Network gated(Network network, Gates gates) {
        return network.mapNodes(node -> {
            if (!(node.layer() instanceof Layer.Weighted layer)) {
                return node;
            }
            boolean readsInput = readsInput(network, node);
            Gates own = gates instanceof Gates.TimeTap && !readsInput ? new Gates.Synapse() : gates;
            return node.withLayer(new Layer.Gated(layer, own));
        });
    }

    private static boolean readsInput(Network network, Network.Node node) {
        String source = node.inputs().getFirst();
        while (!source.equals(Network.INPUT) && network.node(source).layer() instanceof Layer.Flatten) {
            source = network.node(source).inputs().getFirst();
        }
        return source.equals(Network.INPUT);
    }
}
