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

    /// Teacher (2, 0): class 0 with probability 0.880797. Of the student, −log softmax of (0, 1) at 0 is ln(1 + e) = 1.313262.
    @ParameterizedTest
    @CsvSource({"0, 1.313262", "0.88, 1.313262", "0.881, 0"})
    void pseudoLabelsAreTheConfidentClassesOfTheTeacher(float confidence, double wanted) {
        LossInputs inputs = SampleInputs.ofLogits(logits(2, 0), logits(0, 1), 1);
        assertThat((double) new PseudoLabels(confidence).of(inputs).toFloat()).isEqualTo(wanted, within(1e-6));
    }

    /// Samples of which the teacher is not confident count with 0, in value and gradient.
    @Test
    void pseudoLabelsAreAveragedOverAllSamples() {
        Tensor logits = Leaf.of(new float[] {0, 1, 0, 1}, 2, 2);
        LossInputs inputs = SampleInputs.ofLogits(Tensor.of(new float[] {9, 0, 1, 0}, 2, 2), logits, 1, 1);
        Tensor loss = new PseudoLabels(0.9f).of(inputs);
        assertThat((double) loss.toFloat()).isEqualTo(1.313262 / 2, within(1e-6));
        inputs.student().backward(loss);
        double p = 1 / (1 + Math.E); // of class 0
        float[] found = Leaf.gradient(logits);
        assertThat((double) found[0]).isEqualTo((p - 1) / 2, within(1e-6));
        assertThat((double) found[1]).isEqualTo((1 - p) / 2, within(1e-6));
        assertThat(found[2]).isZero();
        assertThat(found[3]).isZero();
    }

    /// Teacher (3, 1, −1): mean 1, σ = √(8/3), z = (1.224745, 0, −1.224745). Student (0, 20, 10): z = (−1.224745, 1.224745, 0).
    ///
    /// ```
    /// p = softmax(z)   (0.724548, 0.212896, 0.062556) and q = (0.062556, 0.724548, 0.212896)
    /// Σ p·ln(p/q) = 0.724548·(1.224745 + 1.224745) + 0.212896·(0 − 1.224745) + 0.062556·(−1.224745 − 0) = 1.437415
    /// ```
    @Test
    void standardisedSoftTargetsWorkedByHand() {
        LossInputs inputs = SampleInputs.ofLogits(logits(3, 1, -1), logits(0, 20, 10), 0);
        assertThat((double) new SoftTargets(1, true).of(inputs).toFloat()).isEqualTo(1.437415, within(1e-4));
        LossInputs larger = SampleInputs.ofLogits(logits(3, 1, -1), logits(7, 107, 57), 0);
        assertThat((double) new SoftTargets(1, true).of(larger).toFloat()).isEqualTo(1.437415, within(1e-4));
        LossInputs same = SampleInputs.ofLogits(logits(3, 1, -1), logits(60, 20, -20), 0);
        assertThat((double) new SoftTargets(1, true).of(same).toFloat()).isEqualTo(0, within(1e-6));
    }

    /// A student that has not fired yet.
    @Test
    void equalLogitsHaveAFiniteGradient() {
        Tensor student = Leaf.of(new float[] {0, 0, 0}, 1, 3);
        LossInputs inputs = SampleInputs.ofLogits(Tensor.of(new float[] {3, 1, -1}, 1, 3), student, 0);
        inputs.student().backward(new SoftTargets(1, true).of(inputs));
        for (float each : Leaf.gradient(student)) {
            assertThat(each).isFinite();
        }
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
