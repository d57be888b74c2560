package org.spikestill.lab.experiment.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
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

class LogitSpreadsTest {
    /// Biases start at 0, so the logits are eight times as large with eight times its last weights.
    @Test
    void theQuotientIsThatOfTheLogits() throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(100, 20, 16, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            Network network = Architecture.catalog()
                    .parse("mlp:hidden=[8]")
                    .network(data.train().sample(), data.train().classes(), Form.teacher(0));
            Weights weights = HeInit.of(network, Seed.of(5));
            try (TorchNetwork torch = new TorchNetwork(network, weights)) {
                NetworkTeacher teacher = new NetworkTeacher(torch, "untrained");
                LogitSpreads spreads = found(teacher, network, eightfold(network, weights), new SoftTargets(), data)
                        .orElseThrow();
                assertThat(spreads.learned() / spreads.taught()).isEqualTo(8, within(1e-3));
                assertThat(spreads.warning("student"))
                        .hasValueSatisfying(line -> assertThat(line)
                                .startsWith("student: its logits spread 8.00 times as wide as its teacher's")
                                .contains("conversion.readOut=ann"));
                assertThat(found(teacher, network, weights, new SoftTargets(), data)
                                .orElseThrow()
                                .warning("student"))
                        .isEmpty();
                assertThat(found(teacher, network, weights, new SoftTargets(4, true), data))
                        .isEmpty();
                assertThat(found(teacher, network, weights, new CrossEntropy(), data))
                        .isEmpty();
            }
        }
    }

    private static Optional<LogitSpreads> found(
            NetworkTeacher teacher, Network network, Weights weights, Loss loss, DataSplits data) {
        return LogitSpreads.of(teacher, network, weights, Objective.of(loss), data.train());
    }

    private static Weights eightfold(Network network, Weights weights) {
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
