package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.lab.loss.AttentionMatch.Norm;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

class AttentionMatchTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /// One sample, one channel, 2×2 pixels.
    private static Tensor map(float... pixels) {
        return Tensor.of(pixels, 1, 1, 2, 2);
    }

    private static double loss(Norm norm, Tensor taught, Tensor learned) {
        return new AttentionMatch(norm).of(SampleInputs.ofMaps(taught, learned)).toFloat();
    }

    /// (1, 0, 0, 0) against (1, 1, 0, 0)/√2: the difference is (0.292893, −0.707107, 0, 0), its length √0.585786 = 0.765367.
    @Test
    void theExampleWorkedByHand() {
        Tensor taught = map(1, 0, 0, 0);
        Tensor learned = map(1, 1, 0, 0);
        assertThat(loss(Norm.L2, taught, learned)).isEqualTo(0.765367, within(1e-6));
        assertThat(loss(Norm.MSE_MEAN, taught, learned)).isEqualTo(0.585786 / 4, within(1e-6));
    }

    /// Squares: (3, 1, 0, 0) becomes (9, 1, 0, 0)/√82 and not (3, 1, 0, 0)/√10.
    @Test
    void activationsAreSquaredBeforeTheyAreNormalised() {
        double expected = Math.sqrt(Math.pow(1 - 9 / Math.sqrt(82), 2) + 1 / 82.0);
        assertThat(loss(Norm.L2, map(1, 0, 0, 0), map(3, 1, 0, 0))).isEqualTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheShapeOfAMapCounts(Norm norm) {
        float[] values = Seed.of(1).normals(2 * 3 * 9);
        float[] louder = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            louder[i] = values[i] * (i < 27 ? 20 : -0.125f); // each sample by a factor of its own
        }
        Tensor one = Tensor.of(values, 2, 3, 3, 3);
        Tensor other = Tensor.of(Seed.of(2).normals(54), 2, 3, 3, 3);
        assertThat(loss(norm, other, Tensor.of(louder, 2, 3, 3, 3))).isEqualTo(loss(norm, other, one), within(1e-6));
        assertThat(loss(norm, one, Tensor.of(louder, 2, 3, 3, 3))).isEqualTo(0, within(1e-6));
    }

    /// Channels (3, 4) and (5, 0) have the same mean square.
    @Test
    void channelsAreAveragedAndMayDifferInNumber() {
        Tensor two = Tensor.of(new float[] {3, 5, 0, 0, 4, 0, 0, 0}, 1, 2, 2, 2);
        assertThat(loss(Norm.L2, map(1, 1, 0, 0), two)).isEqualTo(0, within(1e-6));
    }

    /// A 4×4 map of cells whose mean squares are 1, 4, 0, 9 is the 2×2 map (1, 2, 0, 3), whichever of the two is larger.
    @ParameterizedTest
    @EnumSource
    void theLargerMapIsAveragedOverCells(Norm norm) {
        Tensor large = Tensor.of(new float[] {0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0}, 1, 1, 4, 4);
        Tensor small = map(1, 2, 0, 3);
        Tensor other = map(1, 0, 2, 1);
        double expected = loss(norm, other, small);
        assertThat(expected).isGreaterThan(0.1);
        assertThat(loss(norm, other, large)).isEqualTo(expected, within(1e-6));
        assertThat(loss(norm, large, other)).isEqualTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void pairsAreAddedAndSamplesAveraged(Norm norm) {
        Tensor taught = Tensor.of(new float[] {1, 0, 0, 0, 1, 2, 3, 4}, 2, 1, 2, 2);
        Tensor learned = Tensor.of(new float[] {1, 1, 0, 0, 4, 3, 2, 1}, 2, 1, 2, 2);
        double first = loss(norm, map(1, 0, 0, 0), map(1, 1, 0, 0));
        double second = loss(norm, map(1, 2, 3, 4), map(4, 3, 2, 1));
        double mean = loss(norm, taught, learned);
        assertThat(mean).isEqualTo((first + second) / 2, within(1e-6));
        LossInputs twoPairs = SampleInputs.of(
                SampleInputs.trace(Map.of("a", taught, "b", map(1, 0, 0, 0))),
                SampleInputs.trace(Map.of("a", learned, "b", map(1, 1, 0, 0))),
                new int[] {0, 0},
                "a",
                "b");
        assertThat((double) new AttentionMatch(norm).of(twoPairs).toFloat()).isEqualTo(mean + first, within(1e-6));
    }

    /// LaSNN's way back in double precision: dL/dq = (I − q̂q̂ᵀ)/‖q‖ · dL/dq̂ and dL/dA_c = 2/C · A_c · dL/dF. About a
    /// hundred roundings of numbers below 10.
    @ParameterizedTest
    @EnumSource
    void theGradientIsThePapersClosedForm(Norm norm) {
        int channels = 3;
        int pixels = 6;
        float[] a = Seed.of(3).normals(channels * pixels);
        float[] taught = Seed.of(4).normals(pixels);
        Tensor learned = Leaf.of(a, 1, channels, 2, 3);
        LossInputs inputs = SampleInputs.ofMaps(Tensor.of(taught, 1, 1, 2, 3), learned);
        inputs.student().backward(new AttentionMatch(norm).of(inputs));

        double[] student = new double[pixels];
        double[] teacher = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            teacher[i] = taught[i] * taught[i];
            for (int c = 0; c < channels; c++) {
                student[i] += Math.pow(a[c * pixels + i], 2) / channels;
            }
        }
        double size = length(student);
        double[] difference = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            difference[i] = teacher[i] / length(teacher) - student[i] / size;
        }
        double factor = norm == Norm.L2 ? -1 / length(difference) : -2.0 / pixels; // dL/dq̂ = factor·difference
        double along = 0;
        for (int i = 0; i < pixels; i++) {
            along += student[i] / size * factor * difference[i];
        }
        float[] found = Leaf.gradient(learned);
        for (int i = 0; i < found.length; i++) {
            int pixel = i % pixels;
            double byMap = (factor * difference[pixel] - student[pixel] / size * along) / size;
            assertThat((double) found[i]).isEqualTo(2.0 / channels * a[i] * byMap, within(6e-5));
        }
    }

    private static double length(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /// A layer that never fires has no direction: its map stays 0, a unit vector away from the teacher's.
    @ParameterizedTest
    @EnumSource
    void aSilentStudentHasFiniteLossAndGradient(Norm norm) {
        Tensor silent = Leaf.of(new float[8], 1, 2, 2, 2);
        LossInputs inputs = SampleInputs.ofMaps(map(1, 2, 3, 4), silent);
        Tensor loss = new AttentionMatch(norm).of(inputs);
        inputs.student().backward(loss);
        assertThat((double) loss.toFloat()).isEqualTo(norm == Norm.L2 ? 1 : 0.25, within(1e-6));
        for (float value : Leaf.gradient(silent)) {
            assertThat(value == 0).isTrue();
        }
    }

    @Test
    void aSingleSpikeIsEnoughToHaveADirection() {
        float[] rates = new float[512 * 4];
        rates[4 * 77 + 2] = 0.001f; // channel 77, third pixel: once in 1000 ticks
        Tensor learned = Tensor.of(rates, 1, 512, 2, 2);
        assertThat(loss(Norm.L2, map(0, 0, 5, 0), learned)).isEqualTo(0, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void aPerfectStudentHasAFiniteGradient(Norm norm) {
        Tensor learned = Leaf.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        LossInputs inputs = SampleInputs.ofMaps(map(2, 4, 6, 8), learned);
        inputs.student().backward(new AttentionMatch(norm).of(inputs));
        for (float value : Leaf.gradient(learned)) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void theTeacherReceivesNoGradient() {
        Tensor taught = Leaf.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        Tensor learned = Leaf.of(new float[] {4, 3, 2, 1}, 1, 1, 2, 2);
        LossInputs inputs = SampleInputs.ofMaps(taught, learned);
        inputs.student().backward(new AttentionMatch().of(inputs));
        assertThat(Leaf.hasGradient(taught)).isFalse();
        assertThat(Leaf.hasGradient(learned)).isTrue();
    }

    @Test
    void refusesALessonWithoutPairsOrTeacher() {
        LossInputs noPairs = SampleInputs.ofLogits(Tensor.zeros(1, 2), Tensor.zeros(1, 2), 0);
        assertThatThrownBy(() -> new AttentionMatch().of(noPairs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attention matching has no pair of layers");
        LossInputs noTeacher = new LossInputs(
                SampleInputs.trace(Map.of("a", map(1, 1, 1, 1))),
                Optional.empty(),
                Tensor.ofLabels(new int[] {0}, 1),
                List.of(new LayerPair("a", "a")),
                List.of());
        assertThatThrownBy(() -> new AttentionMatch().of(noTeacher))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this loss needs a teacher, the run has none");
    }
}
