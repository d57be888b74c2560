package org.spikestill.studies.sparse;

import java.util.List;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.PruneGates;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Layer;
import org.spikestill.model.file.ModelFile;
import org.spikestill.studies.TrainerAccuracy;

/// Pruning of a gated network to an ordinary one.
///
/// @param gated network
public record Prune(Ref<ModelResult> gated) implements Step<ModelResult> {
    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(gated);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.of(before.network(gated)
                .mapNodes(node ->
                        node.layer() instanceof Layer.Gated(Layer.Weighted layer, _) ? node.withLayer(layer) : node));
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        var network = before.network(gated);
        return TrainerAccuracy.work(network, network.ticks(), before.data().validation());
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) {
        ModelFile before = inputs.get(gated).model();
        Converted pruned = PruneGates.of(before.network(), before.weights());
        pruned.changes().forEach(change -> context.progress().say("  " + change));
        double validation = TrainerAccuracy.of(
                pruned.network(), pruned.weights(), context.data().validation(), context);
        ModelFile model = new ModelFile(
                pruned.network(),
                pruned.weights(),
                context.provenance(inputs.digests()).withFigure("validation accuracy", validation));
        return new ModelResult(
                model, new ModelResult.Outcome(inputs.get(gated).outcome().epoch(), validation));
    }
}
