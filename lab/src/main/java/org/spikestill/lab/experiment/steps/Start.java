package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
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
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Neuron;

/// The network a training starts from.
public sealed interface Start {
    /// Results that hold it.
    List<Ref<?>> inputs();

    /// The network before the first step runs.
    Network network(Known before);

    /// The network when the training begins.
    Network network(Inputs inputs, Context context);

    /// @param network as [#network] gives it
    /// @param context whose name is the stream of random weights
    Weights weights(Network network, Inputs inputs, Context context);

    /// Random weights.
    sealed interface FromScratch extends Start {
        Network network(DataSplits data);

        @Override
        default List<Ref<?>> inputs() {
            return List.of();
        }

        @Override
        default Network network(Known before) {
            return network(before.data());
        }

        @Override
        default Network network(Inputs inputs, Context context) {
            return network(context.data());
        }

        @Override
        default Weights weights(Network network, Inputs inputs, Context context) {
            return HeInit.of(network, context.seed().split("init").split(context.name()));
        }
    }

    /// An artificial network with random weights.
    record Artificial(Architecture architecture, Form form) implements FromScratch {
        @Override
        public Network network(DataSplits data) {
            Dataset train = data.train();
            return architecture.network(train.sample(), train.labels().width(), form);
        }
    }

    /// A spiking network with random weights.
    ///
    /// @param form of the artificial network of the same shape
    /// @param neuron of every population, with its threshold
    /// @param ticks time steps T
    record Spiking(Architecture architecture, Form form, Neuron.Firing neuron, Encoder encoder, int ticks)
            implements FromScratch {
        @Override
        public Network network(DataSplits data) {
            Dataset train = data.train();
            return architecture.spiking(train.sample(), train.labels().width(), form, neuron, encoder, ticks);
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
        public Network network(Inputs inputs, Context context) {
            return inputs.get(network).model().network();
        }

        @Override
        public Weights weights(Network known, Inputs inputs, Context context) {
            return inputs.get(network).model().weights();
        }
    }
}
