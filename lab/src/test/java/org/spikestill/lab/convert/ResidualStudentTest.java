package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.lab.train.HeInit;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.Supervised;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;

/// A residual network goes the way of every student: trained as an ANN, converted, trained through time, deployed.
class ResidualStudentTest {
    private static final int TICKS = 4;

    @Test
    void aResidualStudentTrainsConvertsAndRunsOnTheEngine() throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(96, 24, 16, 1), Optional.empty(), 0.25f, Seed.of(1))) {
            Network ann = new ResNet12(0.125f).network(data.train().sample(), 10, Form.student(0));
            Weights weights = train(ann, HeInit.of(ann, Seed.of(1)), data, Gradient.BPTT);
            Converted spiking = new ReluToSpike(new Lif(), new Direct(), TICKS).apply(ann, weights, data.train());
            Converted converted =
                    new BalanceThresholds(1, 0.5f, 32, 32).apply(spiking.network(), spiking.weights(), data.train());
            for (Gradient gradient : Gradient.values()) {
                Weights student = train(converted.network(), converted.weights(), data, gradient);

                assertThat(student).isNotEqualTo(converted.weights());
                assertSameOnTheEngine(converted.network(), student, data);
            }
        }
    }

    private static Weights train(Network network, Weights initial, DataSplits data, Gradient gradient)
            throws IOException {
        TrainSettings defaults = new TrainSettings();
        TrainSettings settings = new TrainSettings(
                2,
                8,
                0,
                defaults.optimizer(),
                defaults.schedule(),
                defaults.augmentation(),
                defaults.augmentedCopies(),
                defaults.cacheMegabytes(),
                gradient,
                Precision.FLOAT32);
        Learner learner = new Learner("student", network, initial, settings, Objective.of(new CrossEntropy()));
        Task task = new Task("student", new Supervised(learner), data, Seed.of(1));
        try (Trainer trainer = new Trainer(task, Checkpoints.none(), Progress.silent(), new CancellationToken())) {
            return trainer.train().weights();
        }
    }

    private static void assertSameOnTheEngine(Network network, Weights weights, DataSplits data) {
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Engine engine = Engine.of(network, weights)) {
            Evaluation trainer = new TorchEvaluator(torch).evaluate(data.test(), Evaluator.Listener.silent());
            Evaluation deployed = new EngineEvaluator(engine).evaluate(data.test(), Evaluator.Listener.silent());

            assertThat(deployed.predictions()).isEqualTo(trainer.predictions());
            assertThat(deployed.spikesPerSample()).isPositive();
        }
    }
}
