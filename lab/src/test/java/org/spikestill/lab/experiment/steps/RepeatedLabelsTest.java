package org.spikestill.lab.experiment.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.settings.Seed;

class RepeatedLabelsTest {
    @Test
    void theShareIsTheTeachersAccuracyOnTrainingSamples() throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(200, 20, 16, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            Network network = Architecture.catalog()
                    .parse("mlp:hidden=[8]")
                    .network(data.train().sample(), data.train().classes(), Form.teacher(0));
            try (TorchNetwork torch = new TorchNetwork(network, HeInit.of(network, Seed.of(5)))) {
                double accuracy = new TorchEvaluator(torch)
                        .evaluate(data.train(), Evaluator.Listener.silent())
                        .accuracy();
                RepeatedLabels found = RepeatedLabels.of(new NetworkTeacher(torch, "untrained"), data)
                        .orElseThrow();
                assertThat(found.samples()).isEqualTo(data.train().size());
                assertThat(found.share()).isEqualTo(accuracy, within(1e-9)).isBetween(0.01, 0.6);
                assertThat(found.warning("ann")).isEmpty();
            }
        }
    }

    @Test
    void aTeacherThatAnswersWithTheLabelsIsNamed() {
        assertThat(new RepeatedLabels(0.9495, 2000).warning("ann")).isEmpty();
        assertThat(new RepeatedLabels(0.995, 2000).warning("ann"))
                .contains(
                        "ann: its teacher predicts the labels of 99.5 % of 2,000 training samples: soft targets say little more than these,"
                                + " expect little of them");
    }
}
