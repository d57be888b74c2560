package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Mixture;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tape;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

class PartlyLabelledCrossEntropyTest {
    private static final float[] LOGITS = {1, 2, 0.5f, -1, 0, 3, 2, 2, 1, 0, 0, 0};

    private static double loss(int... labels) {
        return loss(Optional.empty(), labels);
    }

    private static double loss(Optional<Mixture> mixture, int... labels) {
        try (Scope _ = Scope.open()) {
            Tensor logits = Tensor.of(LOGITS, 4, 3);
            LossInputs inputs = new LossInputs(
                    new Trace(logits, logits, Map.of(), Map.of(), Map.of(), new Tape()),
                    Optional.empty(),
                    Tensor.ofLabels(labels, 4),
                    mixture,
                    List.of(),
                    List.of(),
                    List.of());
            return new CrossEntropy().of(inputs).toFloat();
        }
    }

    private static double surprise(int sample, int label) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += Math.exp(LOGITS[3 * sample + k]);
        }
        return Math.log(sum) - LOGITS[3 * sample + label];
    }

    @Test
    void theMeanIsOverLabelledSamples() {
        assertThat(loss(2, -1, 0, -1)).isCloseTo((surprise(0, 2) + surprise(2, 0)) / 2, within(1e-6));
        assertThat(loss(-1, -1, -1, -1)).isZero();
        assertThat(loss(2, 1, 0, 1))
                .isCloseTo((surprise(0, 2) + surprise(1, 1) + surprise(2, 0) + surprise(3, 1)) / 4, within(1e-6));
    }

    @Test
    void bothLabelsOfAMixtureCountByTheirShares() {
        Mixture mixture = new Mixture(new int[] {1, 0, 2, -1}, new float[] {0.75f, 0.5f, 1, 0.6f});
        double first = 0.75 * surprise(0, 2) + 0.25 * surprise(0, 1);
        double second = 0.5 * surprise(1, 1) + 0.5 * surprise(1, 0);
        assertThat(loss(Optional.of(mixture), 2, 1, 0, 1))
                .isCloseTo((first + second + surprise(2, 0) + 0.6 * surprise(3, 1)) / 3.6, within(1e-6));
    }
}
