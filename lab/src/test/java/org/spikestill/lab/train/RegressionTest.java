package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Strokes;
import org.spikestill.data.Waves;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.MeanSquaredError;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Epoch;

class RegressionTest {
    private static final Adam ADAM = new Adam(3e-3f, 0, 0.9f, 0.999f, 1e-8f, false);

    /// Waves of amplitudes 1 and 0.5 hold 0.8 and 0.2 of the squares: a network that learned the first alone would be left at
    /// 0.2, one that learned nothing at 1. A tenth of the second wave means that both were learned.
    @Test
    void anMlpLearnsBothWaves() throws IOException {
        try (DataSplits data = waves()) {
            Kept kept = new Kept();
            Trained trained = Trainings.run(task(data, 60), kept);

            assertThat(trained.validation().value()).isLessThan(0.02);
            assertThat(relativeSquaredError(data.test(), trained.weights())).isLessThan(0.02);
            assertThat(trained.validation().metric().name()).isEqualTo("relative squared error");
            assertThat(relativeSquaredError(data.validation(), trained.weights()))
                    .as("computed anew")
                    .isEqualTo(trained.validation().value(), within(1e-6));
            Epoch best = kept.history().stream()
                    .min(Comparator.comparingDouble(Epoch::validation))
                    .orElseThrow();
            assertThat(trained.epoch()).isEqualTo(best.epoch());
            assertThat(trained.validation().value()).isEqualTo(best.validation());
        }
    }

    /// Of one batch without an update in between: the loss is the mean square, the score its share.
    @Test
    void lossAndScoreOfAnEpochBelongTogether() throws IOException {
        try (DataSplits data = waves()) {
            Kept kept = new Kept();
            int all = data.train().size();
            Trainings.run(task(data, 1, all), kept);
            Epoch figures = kept.history().getFirst();
            double squares = 0;
            for (int i = 0; i < all; i++) {
                float[] value = new float[1];
                data.train().values(i, value);
                squares += (double) value[0] * value[0];
            }
            assertThat(figures.terms()).containsOnlyKeys("mean-squared-error");
            assertThat(figures.training()).isEqualTo(figures.loss() * all / squares, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 11})
    void anInterruptedRegressionEndsInTheSameBytes(int stopAfter) throws IOException {
        try (DataSplits data = waves()) {
            Weights unbroken = Trainings.run(task(data, 2), new Kept()).weights();
            Kept kept = new Kept();
            assertThatThrownBy(() -> Trainings.run(task(data, 2), kept, stopAfter))
                    .hasMessage("stopped while training the waves");
            assertThat(Trainings.run(task(data, 2), kept).weights()).isEqualTo(unbroken);
        }
    }

    @Test
    void lossesAndScoresMustReadTheLabelsThatThereAre() throws IOException {
        try (DataSplits values = waves();
                DataSplits classes = DataSplits.of(new Strokes(40, 8, 16, 1), Optional.empty(), 0.2f, Seed.of(1))) {
            assertThatThrownBy(() ->
                            supervised(values, Objective.of(new CrossEntropy())).check())
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage("objective holds cross-entropy, which reads classes, but the labels are 1 value: name"
                            + " mean-squared-error");
            assertThatThrownBy(() -> supervised(classes, Objective.of(new MeanSquaredError()))
                            .check())
                    .hasMessage("objective holds mean-squared-error, which reads values, but the labels are 10 classes:"
                            + " name cross-entropy");
            Task task = task(values, 1);
            assertThatThrownBy(() -> new Task("waves", task.step(), new Accuracy(), "mlp", values, Seed.of(1)).check())
                    .hasMessage("the score is accuracy, but the labels are 1 value: name relative squared error");
            Network wide = new Mlp(List.of(4)).network(values.train().sample(), 3, Form.teacher(0));
            Learner three = new Learner(
                    "mlp",
                    wide,
                    HeInit.of(wide, Seed.of(1)),
                    new TrainSettings(),
                    Objective.of(new MeanSquaredError()));
            assertThatThrownBy(() -> new Task("waves", new Supervised(three), values, Seed.of(1)).check())
                    .hasMessage("mlp has 3 outputs, but the labels are 1 value: build it for these data");
        }
    }

    @Test
    void anEvaluationOfClassesRefusesValues() throws IOException {
        Network network = network();
        Weights weights = HeInit.of(network, Seed.of(1));
        try (DataSplits data = waves();
                TorchNetwork torch = new TorchNetwork(network, weights)) {
            assertThatThrownBy(() -> new TorchEvaluator(torch).evaluate(data.test(), Evaluator.Listener.silent()))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(
                            "an evaluation counts right classes, but the labels are 1 value: measure regressions by a"
                                    + " score, such as the relative squared error");
            assertThat(Validation.of(torch, new RelativeSquaredError(), data.test())
                            .score())
                    .isEqualTo(relativeSquaredError(data.test(), weights), within(1e-5));
        }
    }

    private static Task supervised(DataSplits data, Objective objective) {
        Network network =
                new Mlp().network(data.train().sample(), data.train().labels().width(), Form.teacher(0));
        TrainSettings settings = Trainings.settings(1, 16, ADAM, Gradient.BPTT);
        Learner learner = new Learner("mlp", network, HeInit.of(network, Seed.of(1)), settings, objective);
        return new Task("waves", new Supervised(learner), data, Seed.of(1));
    }

    private static double relativeSquaredError(Dataset data, Weights weights) throws IOException {
        Network network = network();
        double error = 0;
        double squares = 0;
        float[] point = new float[1];
        float[] value = new float[1];
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            for (int i = 0; i < data.size(); i++) {
                data.read(i, point);
                data.values(i, value);
                try (Scope _ = Scope.open()) {
                    float found = torch.run(point, 1, new long[1], RunMode.evaluation())
                            .logits()
                            .toFloats()[0];
                    error += Math.pow((double) found - value[0], 2);
                    squares += Math.pow(value[0], 2);
                }
            }
        }
        return error / squares;
    }

    private static DataSplits waves() throws IOException {
        return DataSplits.of(new Waves(400, 100, 2, 1, 1, 0.5f, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private static Network network() {
        return new Mlp(List.of(64, 64)).network(Shape.of(1), 1, Form.teacher(0));
    }

    private static Task task(DataSplits data, int epochs) {
        return task(data, epochs, 32);
    }

    private static Task task(DataSplits data, int epochs, int batch) {
        Network network = network();
        TrainSettings settings = Trainings.settings(epochs, batch, ADAM, Gradient.BPTT);
        Learner learner = new Learner(
                "mlp", network, HeInit.of(network, Seed.of(3)), settings, Objective.of(new MeanSquaredError()));
        return new Task("waves", new Supervised(learner), data, Seed.of(1));
    }
}
