package org.spikestill.model.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Variants;

/// What every encoder owes: the input of a tick depends on sample, key and tick, and on nothing else.
class EncoderContractTest {
    private static final int TICKS = 9;
    private static final float[] SAMPLE = Seed.of(3).normals(207);

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
            encode(encoder, 100 + tick, 77);
            assertThat(encode(encoder, tick, 5)).isEqualTo(forward.get(tick));
        }
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void writesEveryElementAndLeavesTheSampleAlone(Encoder encoder) {
        float[] sample = SAMPLE.clone();
        float[] out = new float[sample.length];
        Arrays.fill(out, Float.NaN);
        encoder.encode(sample, 0, 5, out);
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
                assertThat(encode(encoder, tick, 6)).isNotEqualTo(encode(encoder, tick, 5));
            }
        }
    }

    private static float[] encode(Encoder encoder, int tick, long key) {
        float[] out = new float[SAMPLE.length];
        encoder.encode(SAMPLE, tick, key, out);
        return out;
    }
}
