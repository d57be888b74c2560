package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Cutmix;
import org.spikestill.data.Mixup;
import org.spikestill.data.PadCropFlip;
import org.spikestill.lab.loss.Objective.Term;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.InvalidSettings;

class ObjectiveTest {
    private static LossInputs inputs(Tensor student) {
        Tensor taught = Tensor.of(new float[] {2, 0}, 1, 2);
        return SampleInputs.of(
                SampleInputs.trace(taught, Map.of("a", Tensor.of(new float[] {1, 0, 0, 0}, 1, 1, 2, 2))),
                SampleInputs.trace(student, Map.of("a", Tensor.of(new float[] {1, 1, 0, 0}, 1, 1, 2, 2))),
                new int[] {1},
                "a");
    }

    /// Student (0, 0): cross-entropy ln 2 = 0.693147; attention 0.765367 as in its own test, weighted 0.5·0.8^epoch.
    @Test
    void termsAreWeightedAndTheirWeightsDecayByEpoch() {
        Objective objective =
                new Objective(List.of(new Term(new CrossEntropy(), 2, 1), new Term(new AttentionMatch(), 0.5f, 0.8f)));
        try (Scope _ = Scope.open()) {
            for (int epoch : new int[] {0, 1, 7}) {
                Objective.Value value = objective.of(inputs(Tensor.zeros(1, 2)), epoch);
                assertThat(value.parts().keySet()).containsExactly("cross-entropy", "attention-match");
                assertThat((double) value.parts().get("cross-entropy").toFloat())
                        .isEqualTo(0.693147, within(1e-6));
                assertThat((double) value.parts().get("attention-match").toFloat())
                        .isEqualTo(0.765367, within(1e-6));
                assertThat((double) value.total().toFloat())
                        .isEqualTo(2 * 0.693147 + 0.5 * Math.pow(0.8, epoch) * 0.765367, within(3e-6));
            }
        }
    }

    /// Of (0, 0) with label 1: (0.5, −0.5) for cross-entropy, and 2·(0.5 − 0.731059) = ∓0.462117 for soft targets at 2.
    @Test
    void gradientsAreWeightedLikeValues() {
        Objective objective =
                new Objective(List.of(new Term(new CrossEntropy(), 3, 1), new Term(new SoftTargets(2), 0.25f, 1)));
        try (Scope _ = Scope.open()) {
            Tensor student = Leaf.of(new float[2], 1, 2);
            LossInputs inputs = inputs(student);
            inputs.student().backward(objective.of(inputs, 5).total());
            double expected = 3 * 0.5 - 0.25 * 0.462117;
            assertThat((double) Leaf.gradient(student)[0]).isEqualTo(expected, within(1e-6));
            assertThat((double) Leaf.gradient(student)[1]).isEqualTo(-expected, within(1e-6));
        }
    }

    @Test
    void needsAreThoseOfAnyTerm() {
        Objective plain = Objective.of(new CrossEntropy());
        Objective soft = new Objective(List.of(new Term(), new Term(new SoftTargets(), 1, 1)));
        Objective matching = Objective.of(new AttentionMatch());
        assertThat(plain.reads(Targets.Kind.LOGITS)).isFalse();
        assertThat(soft.reads(Targets.Kind.LOGITS)).isTrue();
        assertThat(soft.needs(Loss.Need.MAPS)).isFalse();
        assertThat(matching.needs(Loss.Need.MAPS)).isTrue();
        assertThat(matching.reads(Targets.Kind.ATTENTION)).isTrue();
        assertThat(List.of(plain.needsTeacher(), soft.needsTeacher(), matching.needsTeacher()))
                .containsExactly(false, true, true);
    }

    @Test
    void rateBasedGradientsCarryNoLossOfEveryTick() {
        Objective perTick = new Objective(List.of(new Term(), new Term(new TickSoftTargets(), 1, 1)));
        perTick.check(Gradient.BPTT, "student.training");
        Objective.of(new SpikeTarget()).check(Gradient.RATE_BASED, "student.training");
        assertThatThrownBy(() -> perTick.check(Gradient.RATE_BASED, "student.training"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("objective holds tick-soft-targets, which learns from every tick, but rate-based gradients"
                        + " only know the average over ticks: set student.training.gradient to bptt");
    }

    @Test
    void refusesNoTermsAndTheSameTermTwice() {
        assertThatThrownBy(() -> new Objective(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("terms is empty: an objective needs at least one loss");
        Term soft = new Term(new SoftTargets(2), 1, 1);
        Term softer = new Term(new SoftTargets(4), 1, 1);
        assertThatThrownBy(() -> new Objective(List.of(soft, new Term(), softer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("terms holds soft-targets twice: name each loss once, since each is logged under its name");
    }

    @Test
    void aTermDecaysAndEnds() {
        Term term = new Term(new SoftTargets(), 0.8f, 0.5f, 2, 0);
        assertThat(term.weightIn(0)).isCloseTo(0.8, within(1e-6));
        assertThat(term.weightIn(1)).isCloseTo(0.4, within(1e-6));
        assertThat(term.weightIn(2)).isZero();
        assertThat(new Term(new SoftTargets(), 0.8f, 1).weightIn(999)).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void aTermRisesFromZero() {
        Term term = new Term(new SoftTargets(), 0.6f, 1).rising(3);
        assertThat(term.weightIn(0)).isZero();
        assertThat(term.weightIn(1)).isCloseTo(0.2, within(1e-6));
        assertThat(term.weightIn(2)).isCloseTo(0.4, within(1e-6));
        assertThat(term.weightIn(3)).isCloseTo(0.6, within(1e-6));
        assertThat(term.weightIn(99)).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void withoutATeacherCrossEntropyHasItsFullWeight() {
        Term spikes = new Term(new SpikeTarget(), 0.5f, 1);
        Objective taught = new Objective(
                List.of(new Term(new CrossEntropy(), 0.1f, 1), new Term(new SoftTargets(), 0.9f, 1), spikes));
        assertThat(taught.withoutTeacher().terms()).containsExactly(new Term(new CrossEntropy(), 1, 1), spikes);
        assertThat(Objective.of(new SoftTargets()).withoutTeacher().terms())
                .containsExactly(new Term(new CrossEntropy(), 1, 1));
        Term ticks = new Term(new TickCrossEntropy(), 1, 1);
        assertThat(new Objective(List.of(ticks, new Term(new SoftTargets(), 1, 1)))
                        .withoutTeacher()
                        .terms())
                .containsExactly(ticks);
    }

    @Test
    void aLossOfOneLabelIsRefusedWhereTwoSamplesAreMixed() {
        Objective.of(new CrossEntropy()).check(new Mixup());
        Objective.of(new SoftTargets()).check(new Cutmix());
        Objective.of(new SquaredHinge()).check(new PadCropFlip());
        assertThatThrownBy(() -> Objective.of(new SquaredHinge()).check(new Cutmix()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "objective holds squared-hinge, which reads one label of each sample, but the augmentation cutmix"
                                + " mixes two: name cross-entropy, which weighs both, or another augmentation");
    }
}
