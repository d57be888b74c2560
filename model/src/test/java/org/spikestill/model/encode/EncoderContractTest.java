package org.spikestill.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Variants;

/// What every encoder owes: the input of a tick depends on sample, key and tick, and on nothing else.
class EncoderContractTest {
    private static final int TICKS = 9;
    private static final Shape SHAPE = Shape.of(20, 9, 23);
    private static final float[] SAMPLE = Seed.of(3).normals(SHAPE.elements());

    static Stream<Encoder> encoders() {
        return Variants.of(Encoder.catalog());
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void comesBackFromFilesAndSpecs(Encoder encoder) {
        var catalog = Encoder.catalog();
        assertThat(catalog.read(catalog.write(encoder), "encoder")).isEqualTo(encoder);
        assertThat(catalog.parse(catalog.spec(encoder))).isEqualTo(encoder);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void ticksMayComeInAnyOrder(Encoder encoder) {
        List<float[]> forward = new ArrayList<>();
        for (int tick = 0; tick < TICKS; tick++) {
            forward.add(encode(encoder, tick, 5));
        }
        for (int tick : Seed.of(1).permutation(TICKS)) {
            encode(encoder, TICKS - 1 - tick, 77);
            assertThat(encode(encoder, tick, 5)).isEqualTo(forward.get(tick));
        }
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void writesEveryElementAndLeavesTheSampleAlone(Encoder encoder) {
        float[] sample = SAMPLE.clone();
        float[] out = new float[encoder.frame(SHAPE).elements()];
        Arrays.fill(out, Float.NaN);
        encoder.encode(sample, 0, TICKS, 5, out);
        assertThat(sample).isEqualTo(SAMPLE);
        assertThat(out).doesNotContain(Float.NaN);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void isConstantExactlyIfItSaysSo(Encoder encoder) {
        float[] first = encode(encoder, 0, 5);
        for (int tick = 1; tick < TICKS; tick++) {
            if (encoder.constant()) {
                assertThat(encode(encoder, tick, 6)).isEqualTo(first);
            } else {
                assertThat(encode(encoder, tick, 5)).isNotEqualTo(first);
            }
        }
    }

    static Stream<Encoder> rateCodes() {
        return encoders().filter(encoder -> !(encoder instanceof Latency));
    }

    /// The mean over many ticks comes near what the averaged encoder gives at once, for samples within [−1, 1].
    @ParameterizedTest
    @MethodSource("rateCodes")
    void theAveragedEncoderGivesTheMeanOfTheTicks(Encoder encoder) {
        int ticks = 4000;
        float[] sample = new float[SAMPLE.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = encoder.equals(new Poisson(false)) ? Seed.uniform(7, i) : 2 * Seed.uniform(7, i) - 1;
        }
        float[] at = new float[encoder.frame(SHAPE).elements()];
        double[] sum = new double[at.length];
        for (int tick = 0; tick < ticks; tick++) {
            encoder.encode(sample, tick, ticks, 5, at);
            for (int i = 0; i < at.length; i++) {
                sum[i] += at[i];
            }
        }
        assertThat(encoder.averaged().frame(SHAPE)).isEqualTo(encoder.frame(SHAPE));
        encoder.averaged().encode(sample, 0, 1, 5, at);
        for (int i = 0; i < at.length; i++) {
            assertThat(sum[i] / ticks).isCloseTo(at[i], within(0.05)); // six deviations of a fair coin
        }
    }

    private static float[] encode(Encoder encoder, int tick, long key) {
        float[] out = new float[encoder.frame(SHAPE).elements()];
        encoder.encode(SAMPLE, tick, TICKS, key, out);
        return out;
    }
}
