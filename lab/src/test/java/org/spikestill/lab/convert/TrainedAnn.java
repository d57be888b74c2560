package org.spikestill.lab.convert;

import java.io.IOException;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.lab.train.HeInit;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.Supervised;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Evaluation;

/// A small convolutional network, trained, in each of the kinds that conversions distinguish.
record TrainedAnn(Network network, Weights weights) {
    /// Long enough that few samples lie so near a boundary that a rounded rate decides them.
    static final int EPOCHS = 15;

    /// @param bias of convolutions and hidden layers
    /// @param batchNorm behind every convolution
    /// @param clips quantised clips in the places of ReLUs
    /// @param residual with a block around which spikes pass as they are, and one with a convolution on either way
    record Kind(boolean bias, boolean batchNorm, boolean clips, boolean residual) {
        @Override
        public String toString() {
            return (residual ? "residual" : "plain")
                    + (clips ? " clips" : " ReLUs")
                    + (bias ? " bias" : "")
                    + (batchNorm ? " batch-norm" : "");
        }

        private Network network(DataSplits data) {
            Ann ann = unit(Ann.of(1, 12, 12), 1, 8, 1);
            ann = ann.then("pool1", new Layer.AveragePool2d(2));
            ann = residual ? blocks(ann) : unit(ann, 2, 12, 1).then("pool2", new Layer.AveragePool2d(2));
            return ann.then("flatten", new Layer.Flatten())
                    .then("fc1", new Layer.Linear(32, bias))
                    .then("relu9", activation())
                    .then("fc2", new Layer.Linear(data.train().classes(), bias))
                    .network();
        }

        private Ann blocks(Ann ann) {
            Ann first = convolution(unit(ann, 2, 8, 1), "conv3", 8, 1);
            Ann second = convolution(
                    unit(
                            first.then("sum1", new Layer.Add(), last(first), "pool1")
                                    .then("relu3", activation()),
                            4,
                            12,
                            2),
                    "conv5",
                    12,
                    1);
            String changed = last(second);
            Ann shortcut = convolution(second, "shortcut", 12, 2, "relu3");
            return shortcut.then("sum2", new Layer.Add(), changed, last(shortcut))
                    .then("relu5", activation());
        }

        private Ann unit(Ann ann, int number, int channels, int stride) {
            return convolution(ann, "conv" + number, channels, stride).then("relu" + number, activation());
        }

        private Ann convolution(Ann ann, String name, int channels, int stride, String... inputs) {
            Ann longer = ann.then(name, new Layer.Conv2d(channels, 3, stride, 1, bias), inputs);
            return batchNorm ? longer.then(name + "Norm", new Layer.BatchNorm()) : longer;
        }

        private Layer activation() {
            return clips ? new Layer.QuantisedClip(16, 4) : Ann.RELU;
        }

        private static String last(Ann ann) {
            return ann.nodes().getLast().name();
        }
    }

    static TrainedAnn of(Kind kind, DataSplits data) throws IOException {
        Network network = kind.network(data);
        TrainSettings usual = new TrainSettings();
        TrainSettings settings = new TrainSettings(
                        EPOCHS,
                        32,
                        0,
                        usual.optimizer(),
                        usual.schedule(),
                        usual.augmentation(),
                        usual.augmentedCopies(),
                        usual.cacheMegabytes(),
                        usual.gradient(),
                        usual.precision())
                .with(new Adam().withLearningRate(4e-3f));
        Learner learner = new Learner("ann", network, initial(network), settings, Objective.of(new CrossEntropy()));
        Task task = new Task("ann", new Supervised(learner), data, Seed.of(1));
        try (Trainer trainer = new Trainer(task, Checkpoints.none(), Progress.silent(), new CancellationToken())) {
            return new TrainedAnn(network, trainer.train().weights());
        }
    }

    /// Biases start apart from 0, so that a conversion that handles them wrongly cannot hide.
    private static Weights initial(Network network) {
        Weights weights = HeInit.of(network, Seed.of(1));
        for (Parameter each : network.parameters()) {
            if (each.role() == Role.BIAS || each.role() == Role.SHIFT) {
                float[] values =
                        Seed.of(2).split(each.name()).normals(each.shape().elements());
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 0.3f;
                }
                weights = weights.with(each.name(), Block.of(each.shape(), values));
            }
        }
        return weights;
    }

    Evaluation evaluated(DataSplits data) {
        return evaluated(network, weights, data);
    }

    static Evaluation evaluated(Network network, Weights weights, DataSplits data) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            return new TorchEvaluator(torch).evaluate(data.test(), Evaluator.Listener.silent());
        }
    }
}
