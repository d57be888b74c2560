package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.data.Waves;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.MeanSquaredError;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// A spiking network that was never an artificial one.
class FromScratchTest {
    private static final Adam ADAM = new Adam(3e-3f, 0, 0.9f, 0.999f, 1e-8f, false);

    /// Chance is 0.1; ten deviations of 200 samples above it are 0.1 + 10·√(0.09 / 200) = 0.31.
    @ParameterizedTest
    @EnumSource(Gradient.class)
    void digitsAreToldApartFarBeyondChance(Gradient gradient) throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(1000, 20, 16, 1), Optional.empty(), 0.2f, Seed.of(1))) {
            Network network = new ConvNet(List.of(8, 16), 3, List.of(32))
                    .spiking(data.train().sample(), 10, Form.student(0), new Lif(), new Direct(), 4);
            TrainSettings settings = Trainings.settings(4, 25, ADAM, gradient);
            Learner learner = new Learner(
                    "snn", network, HeInit.of(network, Seed.of(3)), settings, Objective.of(new CrossEntropy()));
            Trained trained =
                    Trainings.run(new Task("snn", new Supervised(learner), data, Seed.of(1)), Checkpoints.none());
            assertThat(trained.validation().value()).isGreaterThan(0.31);
        }
    }

    /// Half of the squares means more than a part of the first wave, see [RegressionTest].
    @ParameterizedTest
    @EnumSource(Gradient.class)
    void aSpikingNetworkLearnsAFunction(Gradient gradient) throws IOException {
        try (DataSplits data =
                DataSplits.of(new Waves(400, 20, 2, 1, 1, 0.5f, 1), Optional.empty(), 0.2f, Seed.of(1))) {
            Network network = new Mlp(List.of(64, 64))
                    .spiking(data.train().sample(), 1, Form.teacher(0), new Lif(), new Direct(), 8);
            TrainSettings settings = Trainings.settings(30, 32, ADAM, gradient);
            Learner learner = new Learner(
                    "snn", network, HeInit.of(network, Seed.of(3)), settings, Objective.of(new MeanSquaredError()));
            Trained trained =
                    Trainings.run(new Task("snn", new Supervised(learner), data, Seed.of(1)), Checkpoints.none());
            assertThat(trained.validation().value()).isLessThan(0.2);
        }
    }
}
