package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;

/// Losses that read nothing but logits.
class LogitLossTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor logits(float... values) {
        return Tensor.of(values, 1, values.length);
    }

    /// −log softmax of (2, 0) at 1 is ln(1 + e²) = 2.126928, of (1, 2) at 1 is ln(1 + e⁻¹) = 0.313262.
    @Test
    void crossEntropyIsTheMeanOfNegativeLogarithms() {
        Tensor logits = Leaf.of(new float[] {2, 0, 1, 2}, 2, 2);
        LossInputs inputs = SampleInputs.ofLogits(Tensor.zeros(2, 2), logits, 1, 1);
        Tensor loss = new CrossEntropy().of(inputs);
        assertThat((double) loss.toFloat()).isEqualTo((2.126928 + 0.313262) / 2, within(1e-6));
        inputs.student().backward(loss);
        float[] found = Leaf.gradient(logits); // (p − y) / N
        double[] p = {1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(2)), 1 / (1 + Math.exp(1)), 1 / (1 + Math.exp(-1))};
        for (int i = 0; i < 4; i++) {
            assertThat((double) found[i]).isEqualTo((p[i] - i % 2) / 2, within(1e-7));
        }
    }

    @Test
    void crossEntropyHoldsFarFromZero() {
        LossInputs inputs = SampleInputs.ofLogits(Tensor.zeros(1, 2), logits(-1000, 1000), 0);
        assertThat(new CrossEntropy().of(inputs).toFloat()).isEqualTo(2000);
    }

    /// Teacher (2, 0), temperature 2: p = softmax(1, 0) = (0.731059, 0.268941).
    ///
    /// ```
    /// student (0, 0)   q = (0.5, 0.5)             4·(0.731059·ln 1.462117 + 0.268941·ln 0.537883) = 0.443777
    /// student (1, 0)   q = (0.622459, 0.377541)   4·(0.731059·ln 1.174470 + 0.268941·ln 0.712350) = 0.105378
    /// student (2, 0)   q = p                      0
    /// ```
    @ParameterizedTest
    @CsvSource({"0, 0.443777", "1, 0.105378", "2, 0"})
    void softTargetsWorkedByHand(float student, double wanted) {
        LossInputs inputs = SampleInputs.ofLogits(logits(2, 0), logits(student, 0), 0);
        assertThat((double) new SoftTargets(2).of(inputs).toFloat()).isEqualTo(wanted, within(1.5e-6));
    }

    /// τ² · d/dz of Σ p·(log p − log q) is τ·(q − p), divided by the number of samples.
    @Test
    void theGradientOfSoftTargetsKeepsItsSizeWithTheTemperature() {
        Tensor student = Leaf.of(new float[] {1, 0, 0, 0}, 2, 2);
        LossInputs inputs = SampleInputs.ofLogits(Tensor.of(new float[] {2, 0, 0, 0}, 2, 2), student, 0, 0);
        inputs.student().backward(new SoftTargets(2).of(inputs));
        double step = 2 * (1 / (1 + Math.exp(-0.5)) - 1 / (1 + Math.exp(-1))) / 2;
        float[] found = Leaf.gradient(student);
        assertThat((double) found[0]).isEqualTo(step, within(1e-6));
        assertThat((double) found[1]).isEqualTo(-step, within(1e-6));
        assertThat((double) found[2]).isEqualTo(0, within(1e-6));
    }

    @Test
    void softTargetsSendNoGradientToTheTeacher() {
        Tensor teacher = Leaf.of(new float[] {2, 0}, 1, 2);
        LossInputs inputs = SampleInputs.ofLogits(teacher, Leaf.of(new float[] {0, 1}, 1, 2), 0);
        inputs.student().backward(new SoftTargets(4).of(inputs));
        assertThat(Leaf.hasGradient(teacher)).isFalse();
    }
}
