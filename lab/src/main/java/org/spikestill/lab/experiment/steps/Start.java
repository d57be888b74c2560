package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;

/// The network a training starts from.
public sealed interface Start {
    /// Results that hold it.
    List<Ref<?>> inputs();

    Network network(Known before);

    Weights weights(Network network, Inputs inputs, Context context);

    /// Random weights.
    record Scratch(Architecture architecture, Form form) implements Start {
        @Override
        public List<Ref<?>> inputs() {
            return List.of();
        }

        @Override
        public Network network(Known before) {
            return network(before.data());
        }

        Network network(DataSplits data) {
            return architecture.network(
                    data.train().sample(), data.train().labels().width(), form);
        }

        @Override
        public Weights weights(Network network, Inputs inputs, Context context) {
            return HeInit.of(network, context.seed().split("init").split(context.name()));
        }
    }

    /// The result of an earlier step.
    record From(Ref<ModelResult> network) implements Start {
        @Override
        public List<Ref<?>> inputs() {
            return List.of(network);
        }

        @Override
        public Network network(Known before) {
            return before.network(network);
        }

        @Override
        public Weights weights(Network known, Inputs inputs, Context context) {
            return inputs.get(network).model().weights();
        }
    }
}
