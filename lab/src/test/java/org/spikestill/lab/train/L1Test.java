package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.L1Penalty;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Sgd;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// A loss that reads parameters, under every gradient.
class L1Test {
    private static final float WEIGHT = 0.25f;
    private static final Objective PLAIN = Objective.of(new CrossEntropy());

    /// One update at rate 1/8: beside the plain update every weight moves by 1/32 towards 0, and no layer but the named one
    /// moves. Weights below 4 carry the last bits of two sums, 2·2⁻²³ each.
    @ParameterizedTest
    @CsvSource({
        "BPTT, FLOAT32",
        "BPTT_CHECKPOINTED, FLOAT32",
        "RATE_BASED, FLOAT32",
        "BPTT, BFLOAT16",
        "BPTT_CHECKPOINTED, BFLOAT16",
        "RATE_BASED, BFLOAT16"
    })
    void anUpdateMovesWeightsByTheirSign(Gradient gradient, Precision precision) throws IOException {
        try (DataSplits data = strokes(40)) {
            TrainSettings settings = Trainings.settings(1, 32, new Sgd(0.125f, 0, 0), gradient, precision);
            Task plain = task(data, settings, PLAIN);
            Weights initial = plain.learner().initial();
            Weights without = Trainings.run(plain, new Kept()).weights();
            Weights all = Trainings.run(task(data, settings, PLAIN.with(new L1Penalty(), WEIGHT)), new Kept())
                    .weights();
            Weights one = Trainings.run(
                            task(data, settings, PLAIN.with(new L1Penalty(List.of("fc1")), WEIGHT)), new Kept())
                    .weights();
            for (String name : initial.blocks().keySet()) {
                float[] start = initial.get(name).toFloats();
                float[] plainly = without.get(name).toFloats();
                float[] penalised = all.get(name).toFloats();
                double off = 0;
                for (int i = 0; i < start.length; i++) {
                    double moved = (double) plainly[i] - penalised[i];
                    off = Math.max(off, Math.abs(moved - 0.125 * WEIGHT * Math.signum(start[i])));
                }
                assertThat(off).as(name).isLessThan(5e-7);
                assertThat(one.get(name)).isEqualTo((name.equals("fc1.weight") ? all : without).get(name));
            }
        }
    }

    /// Weights that the task does not hold at a distance are driven to 0, up to two steps of Adam, 4·10⁻³.
    @Test
    void weightsBecomeSparseAndTheTermIsLogged() throws IOException {
        try (DataSplits data = strokes(400)) {
            Optimizer adam = new Adam(2e-3f, 0, 0.9f, 0.999f, 1e-8f, false);
            TrainSettings settings = Trainings.settings(5, 16, adam, Gradient.RATE_BASED);
            Kept kept = new Kept();
            Task penalised = task(data, settings, PLAIN.with(new L1Penalty(), 0.003f));
            Weights sparse = Trainings.run(penalised, kept).weights();
            Weights dense =
                    Trainings.run(task(data, settings, PLAIN), new Kept()).weights();

            assertThat(nearZero(sparse)).isGreaterThan(4 * nearZero(dense));
            assertThat(kept.history())
                    .allSatisfy(epoch -> assertThat(epoch.terms()).containsOnlyKeys("cross-entropy", "l1"));
            double first = kept.history().getFirst().terms().get("l1");
            assertThat(first).isLessThan(norm(penalised.learner().initial()));
            assertThat(kept.history().getLast().terms().get("l1")).isLessThan(first);
        }
    }

    private static double norm(Weights weights) {
        double sum = 0;
        for (var block : weights.blocks().values()) {
            for (float value : block.toFloats()) {
                sum += Math.abs(value);
            }
        }
        return sum;
    }

    private static double nearZero(Weights weights) {
        int near = 0;
        for (var block : weights.blocks().values()) {
            for (float value : block.toFloats()) {
                near += Math.abs(value) < 4e-3 ? 1 : 0;
            }
        }
        return (double) near / weights.elements();
    }

    @Test
    void anUnknownLayerIsRefusedBeforeTraining() throws IOException {
        try (DataSplits data = strokes(40)) {
            TrainSettings settings = Trainings.settings(1, 16, new Sgd(), Gradient.BPTT);
            assertThatThrownBy(() -> task(data, settings, PLAIN.with(new L1Penalty(List.of("spike1")), 1))
                            .check())
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(
                            "layers of l1 holds 'spike1', which is no layer of the student with weights: name some of"
                                    + " [conv1, conv2, fc1, fc2]");
        }
    }

    private static DataSplits strokes(int train) throws IOException {
        return DataSplits.of(new Strokes(train, 8, 16, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private static Task task(DataSplits data, TrainSettings settings, Objective objective) {
        Network network = new ConvNet(List.of(8, 16), 3, List.of(32))
                .spiking(data.train().sample(), 10, Form.student(0), new Lif(), new Direct(), 3);
        Learner learner = new Learner("snn", network, HeInit.of(network, Seed.of(3)), settings, objective);
        return new Task("snn", new Supervised(learner), data, Seed.of(1));
    }
}
