package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class AugmentationTest {
    private static final Shape SHAPE = Shape.of(2, 5, 7);

    static java.util.stream.Stream<Augmentation> members() {
        return Augmentation.catalog().names().stream().map(Augmentation.catalog()::parse);
    }

    private static float[] sample(Shape shape) {
        float[] sample = new float[shape.elements()];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Seed.uniform(99, i);
        }
        return sample;
    }

    private static float[] apply(Augmentation augmentation, float[] sample, Shape shape, long key) {
        float[] out = new float[sample.length];
        Arrays.fill(out, Float.NaN); // whatever was there before
        augmentation.apply(sample, shape, key, out);
        return out;
    }

    @ParameterizedTest
    @MethodSource("members")
    void theKeyDecidesAloneAndTheSampleStays(Augmentation augmentation) {
        float[] sample = sample(SHAPE);
        for (long key = 0; key < 50; key++) {
            float[] once = apply(augmentation, sample, SHAPE, key);
            assertThat(apply(augmentation, sample, SHAPE, key)).containsExactly(once);
            for (float value : once) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
        assertThat(sample).containsExactly(sample(SHAPE));
    }

    @ParameterizedTest
    @MethodSource("members")
    void itsSpecIsItsName(Augmentation augmentation) {
        var catalog = Augmentation.catalog();
        assertThat(catalog.spec(augmentation)).isEqualTo(catalog.name(augmentation));
        assertThat(catalog.parse(catalog.spec(augmentation))).isEqualTo(augmentation);
    }

    @Test
    void noneIsTheIdentity() {
        assertThat(apply(new None(), sample(Shape.of(9)), Shape.of(9), 4)).containsExactly(sample(Shape.of(9)));
    }

    /// A row, a column and a vector have no neighbours above, below or beside: shifts would only scale or empty them.
    @ParameterizedTest
    @MethodSource("members")
    void aSampleThatIsNoImageStaysAsItIs(Augmentation augmentation) {
        for (Shape shape : List.of(Shape.of(9), Shape.of(9, 1, 1), Shape.of(2, 1, 7), Shape.of(2, 7, 1))) {
            for (long key = 0; key < 20; key++) {
                assertThat(apply(augmentation, sample(shape), shape, key)).containsExactly(sample(shape));
            }
        }
    }

    /// Compared with every crop there is of the padded image, mirrored or not, cut out the slow way.
    @Test
    void padCropFlipGivesEachCropOfThePaddedImageAndNothingElse() {
        int pad = 2;
        float[] sample = sample(SHAPE);
        Set<String> crops = new HashSet<>();
        for (int top = 0; top <= 2 * pad; top++) {
            for (int left = 0; left <= 2 * pad; left++) {
                crops.add(Arrays.toString(crop(sample, pad, top, left, false)));
                crops.add(Arrays.toString(crop(sample, pad, top, left, true)));
            }
        }
        assertThat(crops).hasSize(2 * 25);
        Set<String> seen = new HashSet<>();
        for (long key = 0; key < 1000; key++) {
            seen.add(Arrays.toString(apply(new PadCropFlip(pad, true), sample, SHAPE, key)));
        }
        assertThat(seen).isEqualTo(crops);
    }

    private static float[] crop(float[] sample, int pad, int top, int left, boolean mirrored) {
        float[][][] padded = new float[2][5 + 2 * pad][7 + 2 * pad];
        for (int i = 0; i < sample.length; i++) {
            padded[i / 35][i / 7 % 5 + pad][i % 7 + pad] = sample[i];
        }
        float[] out = new float[sample.length];
        for (int i = 0; i < out.length; i++) {
            int column = mirrored ? 6 - i % 7 : i % 7;
            out[i] = padded[i / 35][i / 7 % 5 + top][column + left];
        }
        return out;
    }

    @Test
    void withoutFlipNothingIsMirrored() {
        float[] sample = sample(SHAPE);
        for (long key = 0; key < 100; key++) {
            assertThat(apply(new PadCropFlip(0, false), sample, SHAPE, key)).containsExactly(sample);
        }
    }

    @Test
    void aPadWiderThanTheImageMayLeaveNothing() {
        Shape small = Shape.of(1, 2, 2);
        assertThat(LongStream.range(0, 200)
                        .mapToObj(key -> apply(new PadCropFlip(9, true), new float[] {1, 1, 1, 1}, small, key))
                        .filter(out -> out[0] + out[1] + out[2] + out[3] == 0))
                .isNotEmpty();
    }

    @Test
    void affineWithoutRangeIsTheIdentity() {
        for (long key = 0; key < 20; key++) {
            assertThat(apply(new Affine(0, 0, 0), sample(SHAPE), SHAPE, key)).containsExactly(sample(SHAPE));
        }
    }

    /// Where a bright dot right of the centre ends up, seen from the centre: distance and clockwise angle in degrees.
    private static double[] dot(Affine affine, long key) {
        Shape shape = Shape.of(1, 41, 41);
        float[] sample = new float[shape.elements()];
        sample[20 * 41 + 32] = 1; // 12 pixels right of the centre
        float[] out = apply(affine, sample, shape, key);
        double mass = IntStream.range(0, out.length).mapToDouble(i -> out[i]).sum();
        double x = IntStream.range(0, out.length)
                        .mapToDouble(i -> out[i] * (i % 41 - 20))
                        .sum()
                / mass;
        double y = IntStream.range(0, out.length)
                        .mapToDouble(i -> out[i] * (i / 41 - 20))
                        .sum()
                / mass;
        return new double[] {Math.hypot(x, y), Math.toDegrees(Math.atan2(y, x)), x, y};
    }

    private static DoubleStream dots(Affine affine, int what) {
        return LongStream.range(0, 300).mapToDouble(key -> dot(affine, key)[what]);
    }

    @Test
    void affineTurnsScalesAndShiftsWithinItsRangesAndFillsThem() {
        double tolerance = 0.35; // of a dot's centre, from interpolation
        var turned = dots(new Affine(30, 0, 0), 1).summaryStatistics();
        assertThat(turned.getMin()).isBetween(-30 - 2.0, -28.0);
        assertThat(turned.getMax()).isBetween(28.0, 30 + 2.0);
        var radius = dots(new Affine(30, 0, 0), 0).summaryStatistics();
        assertThat(radius.getMin()).isCloseTo(12, within(tolerance));
        assertThat(radius.getMax()).isCloseTo(12, within(tolerance));
        var scaled = dots(new Affine(0, 0, 0.25f), 0).summaryStatistics();
        assertThat(scaled.getMin()).isCloseTo(12 * 0.75, within(tolerance));
        assertThat(scaled.getMax()).isCloseTo(12 * 1.25, within(tolerance));
        for (int axis = 0; axis < 2; axis++) {
            var shifted = dots(new Affine(0, 3, 0), 2 + axis).summaryStatistics();
            assertThat(shifted.getMin()).isCloseTo(12 * (1 - axis) - 3, within(tolerance));
            assertThat(shifted.getMax()).isCloseTo(12 * (1 - axis) + 3, within(tolerance));
        }
    }

    @Test
    void affineInterpolatesBetweenNeighbours() {
        Shape row = Shape.of(1, 1, 9);
        float[] sample = new float[9];
        sample[4] = 1;
        for (long key = 0; key < 50; key++) {
            float[] out = apply(new Affine(0, 0.999f, 0), sample, row, key);
            // Shifted by less than a pixel up or down and sideways: two neighbours share what the rows leave.
            double sum = out[3] + out[4] + out[5];
            double centre = (out[5] - out[3]) / sum;
            assertThat(out[4] / sum).as("key %d", key).isCloseTo(1 - Math.abs(centre), within(1e-5));
            assertThat(out[3] * out[5]).isZero();
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new PadCropFlip(-1, true))
                .hasMessage("pad is -1: it must be a whole number from 0 to 1024");
        assertThatThrownBy(() -> new Affine(181, 0, 0)).hasMessage("degrees is 181.0: it must lie in [0.0, 180.0]");
        assertThatThrownBy(() -> new Affine(0, 0, 1)).hasMessage("scale is 1.0: it must lie in [0.0, 0.9]");
    }
}
