package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.loss.TickSelfTargets.Ensemble;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;

/// Losses of every tick, on two ticks whose own logits are z[1] = (0, 0) and z[2] = (2, 0), so that the read-out stands at
/// v[1] = (0, 0) and v[2] = (2, 0); label 0, teacher (2, 0), temperature 2.
class TickLossTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static LossInputs inputs(Tensor soFar, int... labels) {
        float[] taught = new float[2 * labels.length];
        for (int i = 0; i < taught.length; i += 2) {
            taught[i] = 2;
        }
        return SampleInputs.of(
                SampleInputs.trace(Tensor.of(taught, labels.length, 2), Map.of()),
                SampleInputs.byTick(soFar, Map.of()),
                labels);
    }

    private static Tensor soFar(float... values) {
        return Tensor.of(values, values.length / 2, 1, 2);
    }

    private static double value(Loss loss, Tensor soFar, int... labels) {
        return loss.of(inputs(soFar, labels)).toFloat();
    }

    /// (ln 2 + ln(1 + e⁻²)) / 2 = (0.693147 + 0.126928) / 2; of the mean logits (1, 0) it would be 0.313262.
    @Test
    void crossEntropyIsTheMeanOverTicks() {
        assertThat(value(new TickCrossEntropy(), soFar(0, 0, 2, 0), 0)).isEqualTo(0.410038, within(1e-6));
    }

    /// The first tick differs as in [LogitLossTest], by 0.443777; the second is the teacher.
    @Test
    void softTargetsAreTheMeanOverTicks() {
        assertThat(value(new TickSoftTargets(2, TickLogits.OWN), soFar(0, 0, 2, 0), 0))
                .isEqualTo(0.221888, within(1e-6));
    }

    /// The ensemble is (1, 0), p = softmax(0.5, 0) = (0.622459, 0.377541).
    ///
    /// ```
    /// tick 1   q = (0.5, 0.5)             4·(0.622459·ln 1.244918 + 0.377541·ln 0.755082) = 0.121206
    /// tick 2   q = (0.731059, 0.268941)   4·(0.622459·ln 0.851448 + 0.377541·ln 1.403807) = 0.111814
    /// ```
    @Test
    void theSelfTermTeachesWhatTheTicksSayTogether() {
        assertThat(value(new TickSelfTargets(2, Ensemble.ALL, TickLogits.OWN), soFar(0, 0, 2, 0), 0))
                .isEqualTo(0.116510, within(1e-6));
    }

    /// Own logits (−1, 1) are wrong, (2, 0) are right: the ensemble is (2, 0), and the second tick has nothing to learn.
    @Test
    void onlyTicksThatAreRightTeach() {
        TickSelfTargets loss = new TickSelfTargets(1, Ensemble.CORRECT, TickLogits.OWN);
        double p = 1 / (1 + Math.exp(-2));
        double first = p * Math.log(p / (1 - p)) + (1 - p) * Math.log((1 - p) / p); // q = (1 − p, p)
        assertThat(value(loss, soFar(-1, 1, 1, 1), 0)).isEqualTo(first / 2, within(1e-6));
    }

    @Test
    void aSampleThatNoTickClassifiesIsLeftOut() {
        TickSelfTargets loss = new TickSelfTargets(1, Ensemble.CORRECT, TickLogits.OWN);
        double alone = value(loss, soFar(-1, 1, 1, 1), 0);
        Tensor two = Tensor.of(new float[] {-1, 1, 1, 0, 1, 1, 3, 0}, 2, 2, 2);
        assertThat(value(loss, two, 0, 1)).isEqualTo(alone / 2, within(1e-6));
    }

    /// τ²·KL has the gradient τ·(q − p) by each tick's logits, divided by T; the ensemble itself passes nothing on.
    @Test
    void theSelfTermHoldsItsTargetStill() {
        Tensor soFar = Leaf.of(new float[] {0, 0, 2, 0}, 2, 1, 2);
        LossInputs inputs = inputs(soFar, 0);
        inputs.student().backward(new TickSelfTargets(2, Ensemble.ALL, TickLogits.SO_FAR).of(inputs));
        double p = 1 / (1 + Math.exp(-0.5));
        double[] q = {0.5, 1 / (1 + Math.exp(-1))};
        float[] found = Leaf.gradient(soFar);
        for (int t = 0; t < 2; t++) {
            assertThat((double) found[2 * t]).isEqualTo(q[t] - p, within(1e-6));
            assertThat((double) found[2 * t + 1]).isEqualTo(p - q[t], within(1e-6));
        }
    }

    /// z[2] = v[2] − v[1]: what the second tick learns moves v[1] the other way.
    @Test
    void aTicksOwnLogitsAreTheDifferenceOfWhatWasSaidSoFar() {
        Tensor soFar = Leaf.of(new float[] {0, 0, 2, 0}, 2, 1, 2);
        LossInputs inputs = inputs(soFar, 0);
        inputs.student().backward(new TickCrossEntropy(TickLogits.OWN).of(inputs));
        double first = (0.5 - 1) / 2; // (p − y) / T
        double second = (1 / (1 + Math.exp(-2)) - 1) / 2;
        float[] found = Leaf.gradient(soFar);
        assertThat((double) found[0]).isEqualTo(first - second, within(1e-6));
        assertThat((double) found[2]).isEqualTo(second, within(1e-6));
    }

    @Test
    void oneTickIsThePlainLoss() {
        Tensor logits = soFar(0.3f, -0.8f);
        LossInputs inputs = inputs(logits, 1);
        for (TickLogits read : TickLogits.values()) {
            assertThat(new TickCrossEntropy(read).of(inputs).toFloat())
                    .isEqualTo(new CrossEntropy().of(inputs).toFloat());
            assertThat(new TickSoftTargets(4, read).of(inputs).toFloat())
                    .isEqualTo(new SoftTargets(4).of(inputs).toFloat());
        }
    }

    /// Own outputs of teacher and student in four ticks differ by (1, 0), (2, 1), (0, 0), (−1, 2): windows of two ticks add
    /// up to (3, 1), (2, 1), (−1, 2), so 10 + 5 + 5; every second of them to 15.
    @Test
    void windowsOfOutputsAreMatched() {
        Tensor soFar = soFar(1, 0, 3, 1, 3, 1, 2, 3);
        LossInputs inputs = SampleInputs.of(
                SampleInputs.byTick(Tensor.zeros(4, 1, 2), Map.of()), SampleInputs.byTick(soFar, Map.of()), new int[] {0
                });
        assertThat((double) new WindowMatch(2, 1).of(inputs).toFloat()).isEqualTo(20, within(1e-5));
        assertThat((double) new WindowMatch(2, 2).of(inputs).toFloat()).isEqualTo(15, within(1e-5));
        assertThat((double) new WindowMatch(4, 1).of(inputs).toFloat()).isEqualTo(13, within(1e-5));
    }
}
