package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.L1Penalty;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.progress.RecordedProgress;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Sgd;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.Seed;

class GradientSharesTest {
    private static final Objective PLAIN = Objective.of(new CrossEntropy());

    /// The gradient of weight·Σ|w| has the norm weight·√n, since no weight is 0.
    @Test
    void sharesAreThoseOfTheNorms() throws IOException {
        try (DataSplits data = strokes();
                TorchNetwork network = student(data);
                Loader loader = Loader.shuffled(data.train(), 20, new None(), Seed.of(3), 0)) {
            Batch batch = loader.iterator().next();
            double alone;
            try (Scope _ = Scope.open()) {
                GradientShares.Ran ran = run(network, batch);
                ran.trace().backward(new CrossEntropy().of(ran.inputs()));
                alone = network.gradientNorm();
            }
            long parameters = network.trainables().stream()
                    .filter(each -> each.parameter().name().endsWith(".weight"))
                    .mapToLong(each -> each.parameter().shape().elements())
                    .sum();
            double penalty = 0.01 * Math.sqrt(parameters);

            GradientShares shares =
                    GradientShares.of(network, PLAIN.with(new L1Penalty(), 0.01f), 0, each -> run(each, batch));

            assertThat(alone).isPositive();
            assertThat(shares.shares().get("l1")).isCloseTo(penalty / (penalty + alone), within(1e-5));
            assertThat(shares.shares().get("cross-entropy")).isCloseTo(alone / (penalty + alone), within(1e-5));

            double whole;
            try (Scope _ = Scope.open()) {
                network.forgetGradients();
                GradientShares.Ran ran = run(network, batch);
                ran.trace()
                        .backward(new CrossEntropy()
                                .of(ran.inputs())
                                .plus(new L1Penalty().of(ran.inputs()).times(0.01)));
                whole = network.gradientNorm();
            }
            assertThat(whole)
                    .isNotCloseTo(alone, within(1e-2 * alone))
                    .isNotCloseTo(alone + penalty, within(1e-2 * alone));
            assertThat(shares.length()).hasValueCloseTo(whole / alone, within(1e-5));
        }
    }

    /// A tenth of cross-entropy moves weights by a tenth, unless the rule divides by the gradient's size.
    @Test
    void stepsOfAnotherLengthAreTold() throws IOException {
        RecordedProgress progress = new RecordedProgress();
        Objective tenth = new Objective(
                List.of(new Objective.Term(new CrossEntropy(), 0.1f, 1), new Objective.Term(new L1Penalty(), 0, 1)));
        try (DataSplits data = strokes()) {
            trained(data, tenth, progress);
            assertThat(progress.said())
                    .containsExactly(
                            "student, epoch 1: of the gradient cross-entropy 100 %, l1 0 %",
                            "student: a first step is 0.1 times as long as by cross-entropy alone at the same rate: for steps as long as an"
                                    + " untaught network's set the learning rate to 1.25");
            progress.said().clear();
            trained(data, tenth, progress, new Adam());
            assertThat(progress.said()).hasSize(1);
        }
    }

    @Test
    void aTrainingTellsThemAndLearnsTheSame() throws IOException {
        RecordedProgress progress = new RecordedProgress();
        try (DataSplits data = strokes()) {
            // a penalty of weight 0 changes no gradient, so that the training is that of cross-entropy alone
            Weights two = trained(data, PLAIN.with(new L1Penalty(), 0), progress);
            assertThat(progress.said())
                    .containsExactly("student, epoch 1: of the gradient cross-entropy 100 %, l1 0 %");
            progress.said().clear();
            assertThat(trained(data, PLAIN, progress)).isEqualTo(two);
            assertThat(progress.said()).isEmpty();
        }
    }

    private static Weights trained(DataSplits data, Objective objective, Progress progress) throws IOException {
        return trained(data, objective, progress, new Sgd(0.125f, 0, 0));
    }

    private static Weights trained(DataSplits data, Objective objective, Progress progress, Optimizer optimizer)
            throws IOException {
        Network network = TinyNetworks.student(data, 0, new Direct());
        TrainSettings settings = Trainings.settings(2, 20, optimizer, Gradient.BPTT);
        Learner learner = new Learner("student", network, HeInit.of(network, Seed.of(3)), settings, objective);
        Task task = new Task("student", new Supervised(learner), data, Seed.of(1));
        try (Trainer trainer = new Trainer(task, new Kept(), progress, new CancellationToken())) {
            return trainer.train().weights();
        }
    }

    private static GradientShares.Ran run(TorchNetwork network, Batch batch) {
        Trace trace = network.run(
                batch.images(), batch.size(), new long[batch.size()], RunMode.training(0, Set.of(), Gradient.BPTT));
        return new GradientShares.Ran(
                trace,
                new LossInputs(trace, Optional.empty(), LossInputs.labels(batch), List.of(), network.trainables()));
    }

    private static TorchNetwork student(DataSplits data) {
        Network network = TinyNetworks.student(data, 0, new Direct());
        return new TorchNetwork(network, HeInit.of(network, Seed.of(1)));
    }

    private static DataSplits strokes() throws IOException {
        return DataSplits.of(new Strokes(60, 8, 16, 1), Optional.empty(), 0.2f, Seed.of(1));
    }
}
