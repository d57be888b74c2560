package org.spikestill.studies.sparse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Block;
import org.spikestill.model.Gates;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;

/// Gates on every layer of a trained network, all open alike. Weights that have learned before their gates can close decide by
/// their own size and use which of them go.
///
/// @param logAlpha log α of every gate
public record OpenGates(Ref<ModelResult> dense, Gates gates, float logAlpha) implements Step<ModelResult> {
    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(dense);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.of(gated(before.network(dense)));
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) {
        ModelFile before = inputs.get(dense).model();
        Network network = gated(before.network());
        Map<String, Block> blocks = new LinkedHashMap<>(before.weights().blocks());
        for (Parameter parameter : network.parameters()) {
            if (parameter.role() == Parameter.Role.GATE) {
                blocks.put(parameter.name(), Block.filled(parameter.shape(), logAlpha));
            }
        }
        ModelFile model = new ModelFile(network, new Weights(blocks), context.provenance(inputs.digests()));
        return new ModelResult(model, inputs.get(dense).outcome());
    }

    /// Layers that read no frames keep single gates where others have one per time tap.
    private Network gated(Network network) {
        return network.mapNodes(node -> {
            if (!(node.layer() instanceof Layer.Weighted layer)) {
                return node;
            }
            boolean frames = gates instanceof Gates.TimeTap && !readsInput(network, node);
            return node.withLayer(new Layer.Gated(layer, frames ? new Gates.Synapse() : gates));
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
