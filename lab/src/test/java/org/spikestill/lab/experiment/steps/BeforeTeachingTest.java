package org.spikestill.lab.experiment.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.AttentionMatch;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.settings.Seed;

/// Findings before the training by a teacher, here an untrained one.
class BeforeTeachingTest {
    private DataSplits data;
    private Network network;
    private Weights weights;
    private TorchNetwork torch;
    private NetworkTeacher teacher;

    @BeforeEach
    void open() throws IOException {
        data = DataSplits.of(new Strokes(200, 20, 16, 1), Optional.empty(), 0.1f, Seed.of(1));
        network = Architecture.catalog()
                .parse("mlp:hidden=[8]")
                .network(data.train().sample(), data.train().classes(), Form.teacher(0));
        weights = HeInit.of(network, Seed.of(5));
        torch = new TorchNetwork(network, weights);
        teacher = new NetworkTeacher(torch, "untrained");
    }

    @AfterEach
    void close() throws IOException {
        torch.close();
        data.close();
    }

    @Test
    void theShareOfRepeatedLabelsIsTheTeachersAccuracyOnTrainingSamples() throws IOException {
        double accuracy = new TorchEvaluator(torch)
                .evaluate(data.train(), Evaluator.Listener.silent())
                .accuracy();
        RepeatedLabels found = RepeatedLabels.of(teacher, data.train());
        assertThat(found.samples()).isEqualTo(data.train().size());
        assertThat(found.share()).isEqualTo(accuracy, within(1e-9)).isBetween(0.01, 0.6);
        assertThat(found.warning("ann")).isEmpty();
    }

    @Test
    void aTeacherThatAnswersWithTheLabelsIsNamed() {
        assertThat(new RepeatedLabels(0.9495, 2000).warning("ann")).isEmpty();
        assertThat(new RepeatedLabels(0.995, 2000).warning("ann"))
                .contains(
                        "ann: its teacher predicts the labels of 99.5 % of 2,000 training samples: soft targets say little more than these,"
                                + " expect little of them");
    }

    @Test
    void logitsOfAnotherSpreadThanTheTeachersAreNamed() throws IOException {
        LogitSpreads spreads = LogitSpreads.of(
                        teacher, network, eightfold(), Objective.of(new SoftTargets()), data.train())
                .orElseThrow();
        assertThat(spreads.learned() / spreads.taught()).isEqualTo(8, within(1e-3));
        assertThat(lines(eightfold(), new SoftTargets()))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("student: its logits spread 8.00 times as wide as its teacher's")
                        .contains("conversion.readOut=ann"));
    }

    /// The gap alone: logits of one size, standardised logits, no comparison of logits.
    @Test
    void nothingIsSaidOfSpreadsThatDoNoHarm() throws IOException {
        assertThat(lines(weights, new SoftTargets())).singleElement().asString().startsWith("student starts at");
        assertThat(lines(eightfold(), new SoftTargets(4, true))).hasSize(1);
        assertThat(lines(eightfold(), new AttentionMatch())).hasSize(1);
        assertThat(lines(eightfold(), new CrossEntropy())).hasSize(1);
    }

    @Test
    void ofRandomWeightsNothingIsMeasured() throws IOException {
        assertThat(new BeforeTeaching("ann", network, Optional.empty(), teacher, Objective.of(new SoftTargets()), data)
                        .lines())
                .isEmpty();
    }

    private List<String> lines(Weights trained, Loss loss) throws IOException {
        return new BeforeTeaching("student", network, Optional.of(trained), teacher, Objective.of(loss), data).lines();
    }

    /// The last weights eight times as large. Biases start at 0, so the logits are eight times as large too.
    private Weights eightfold() {
        String last = network.parameters().stream()
                .filter(each -> each.role() == Role.WEIGHT)
                .toList()
                .getLast()
                .name();
        float[] values = weights.get(last).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 8;
        }
        return weights.with(last, Block.of(weights.get(last).shape(), values));
    }
}
