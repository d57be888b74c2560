package org.spikestill.studies;

import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Seed;

/// A network before any training, with random weights.
public interface StartingNetwork extends Step<ModelResult> {
    /// The network for data of this form.
    Network network(Dataset samples);

    /// @param network as [#network] gives it
    Weights weights(Network network, Seed seed);

    /// The network on values in [0, 1] as they are.
    static Network unscaled(Network network) {
        return new Network(
                network.input(),
                Scaling.none(network.input().channels()),
                network.encoder(),
                network.ticks(),
                network.nodes());
    }

    @Override
    default ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    default List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    default Outline check(String name, Known before) {
        return Outline.of(network(before.data().train()));
    }

    @Override
    default double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    default ModelResult run(Inputs inputs, Context context) {
        Network network = network(context.data().train());
        Weights weights = weights(network, context.seed().split("init"));
        return new ModelResult(
                new ModelFile(network, weights, context.provenance(List.of())), new ModelResult.Outcome(0, 0));
    }
}
