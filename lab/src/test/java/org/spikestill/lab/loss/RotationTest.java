package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.loss.Objective.Term;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.settings.InvalidSettings;

class RotationTest {
    private static final Objective OBJECTIVE = Objective.of(new CrossEntropy()).with(new RotatedSoftTargets(2), 3);

    /// ```
    /// 1 2     90° 2 4     180° 4 3     270° 3 1
    /// 3 4         1 3          2 1          4 2
    /// ```
    @Test
    void aSquareOfFourWorkedByHand() {
        Shape one = Shape.of(1, 2, 2);
        float[] image = {1, 2, 3, 4};
        assertThat(Rotation.QUARTER.of(image, one, 1)).containsExactly(2, 4, 1, 3);
        assertThat(Rotation.HALF.of(image, one, 1)).containsExactly(4, 3, 2, 1);
        assertThat(Rotation.THREE_QUARTERS.of(image, one, 1)).containsExactly(3, 1, 4, 2);
    }

    /// Every plane turns about its own centre; what lies behind the samples is not read.
    @Test
    void planesTurnAloneAndFourQuartersAreNone() {
        Shape shape = Shape.of(2, 3, 3);
        float[] images = new float[2 * 18 + 5];
        for (int i = 0; i < images.length; i++) {
            images[i] = i;
        }
        float[] quarter = Rotation.QUARTER.of(images, shape, 2);
        assertThat(quarter).hasSize(36).startsWith(2, 5, 8, 1, 4, 7, 0, 3, 6, 11, 14, 17);
        assertThat(Rotation.QUARTER.of(quarter, shape, 2)).isEqualTo(Rotation.HALF.of(images, shape, 2));
        assertThat(Rotation.HALF.of(quarter, shape, 2)).isEqualTo(Rotation.THREE_QUARTERS.of(images, shape, 2));
        assertThat(Rotation.THREE_QUARTERS.of(quarter, shape, 2))
                .startsWith(0, 1, 2, 3)
                .endsWith(35);
    }

    /// Divergences of 0.443777, 0.105378 and 0, see [LogitLossTest]; their mean, three times, is their sum.
    @Test
    void rotationsAddUpToTheirWeightedMean() {
        try (Scope _ = Scope.open()) {
            double total = 0;
            double part = 0;
            for (float student : new float[] {0, 1, 2}) {
                Objective.Value value = OBJECTIVE.ofRotated(inputs(Tensor.of(new float[] {student, 0}, 1, 2)), 4);
                assertThat(value.parts()).containsOnlyKeys("rotated-soft-targets");
                total += value.total().toFloat();
                part += value.parts().get("rotated-soft-targets").toFloat();
            }
            assertThat(total).isEqualTo(0.443777 + 0.105378, within(3e-6));
            assertThat(part).isEqualTo((0.443777 + 0.105378) / 3, within(1e-6));

            Objective.Value upright = OBJECTIVE.of(inputs(Tensor.zeros(1, 2)), 4);
            assertThat(upright.parts()).containsOnlyKeys("cross-entropy");
            assertThat((double) upright.total().toFloat()).isEqualTo(Math.log(2), within(1e-6));
        }
    }

    /// Of (0, 0): 2·(0.5 − 0.731059) = ∓0.462117 for soft targets at 2, a third of it three times.
    @Test
    void aGradientFlowsToTheStudent() {
        try (Scope _ = Scope.open()) {
            Tensor student = Leaf.of(new float[2], 1, 2);
            LossInputs inputs = inputs(student);
            inputs.student().backward(OBJECTIVE.ofRotated(inputs, 0).total());
            assertThat((double) Leaf.gradient(student)[0]).isEqualTo(-0.462117, within(1e-6));
            assertThat((double) Leaf.gradient(student)[1]).isEqualTo(0.462117, within(1e-6));
        }
    }

    /// The teacher says (2, 0).
    private static LossInputs inputs(Tensor student) {
        return SampleInputs.of(
                SampleInputs.trace(Tensor.of(new float[] {2, 0}, 1, 2), Map.of()),
                SampleInputs.trace(student, Map.of()),
                new int[] {1});
    }

    /// Two samples of two classes: 0x and 1x of the first, second and third rotation.
    @Test
    void whatIsSaidOfRotationsIsSortedBySampleAndBack() {
        try (Scope _ = Scope.open()) {
            Tensor all = Targets.ofRotated(List.of(
                    Tensor.of(new float[] {0, 1, 10, 11}, 2, 2),
                    Tensor.of(new float[] {2, 3, 12, 13}, 2, 2),
                    Tensor.of(new float[] {4, 5, 14, 15}, 2, 2)));
            assertThat(all.sizes()).containsExactly(2, 3, 2);
            assertThat(all.toFloats()).containsExactly(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
            Targets said = new Targets(Map.of(Targets.Part.of(Targets.Kind.ROTATED_LOGITS), all));
            assertThat(said.of(Rotation.HALF).logits().toFloats()).containsExactly(2, 3, 12, 13);
            assertThat(said.of(Rotation.THREE_QUARTERS).logits().toFloats()).containsExactly(4, 5, 14, 15);
        }
    }

    @Test
    void onlySquaresTurnAndSomethingMustSeeTheImagesAsTheyAre() {
        Network oblong = new ThreeConvTwoLinear(0.1f).network(Shape.of(1, 16, 20), 10, Form.student(0));
        assertThatThrownBy(() -> new RotatedSoftTargets().check(Optional.empty(), oblong))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "rotated-soft-targets turns images by 90 degrees, but the data have [1, 16, 20], which is not"
                                + " square: leave the loss out, or set rotated of the method label-kd to 0");
        assertThatThrownBy(() -> new Objective(List.of(new Term(new RotatedSoftTargets(), 1, 1))))
                .hasMessage(
                        "terms only holds rotated-soft-targets, which sees rotated copies: name a loss of the images as"
                                + " they are too, such as cross-entropy");
    }
}
