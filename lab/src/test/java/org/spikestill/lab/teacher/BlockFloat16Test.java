package org.spikestill.lab.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

class BlockFloat16Test {
    private static float[] kept(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(BlockFloat16.bytes(values.length) + 6).order(ByteOrder.LITTLE_ENDIAN);
        BlockFloat16.write(values, 0, values.length, bytes, 6);
        float[] read = new float[values.length + 1];
        BlockFloat16.read(MemorySegment.ofArray(bytes.array()), 6, read, 1, values.length);
        return java.util.Arrays.copyOfRange(read, 1, read.length);
    }

    /// 11 bits: of 3000.4 in [2048, 4096) steps are 2; 1/3 beside it has a step of 2⁻¹², being 2⁻² times 2⁻¹⁰.
    @Test
    void eachValueKeepsElevenBits() {
        assertThat(kept(3000.4f, -1 / 3f, 0)).containsExactly(3000f, -1365 / 4096f, 0f);
        assertThat(kept(3001, 3003)).as("ties to even").containsExactly(3000f, 3004f);
        assertThat(kept(-0x1.ffffp9f)).as("rounded up to the next power of two").containsExactly(-1024f);
    }

    /// The exponent makes the range that of float32 and more: what is squared, and what is a small gradient squared.
    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-12f, 1, 1e6f, 1e30f})
    void everyScaleIsKeptAlike(float scale) {
        float[] values = Seed.of(3).normals(207);
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        float[] found = kept(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(found[i]).isCloseTo(values[i], within(Math.abs(values[i]) * 0x1p-11f));
        }
        assertThat(kept(found)).as("rounding twice is rounding once").containsExactly(found);
    }

    /// A teacher that diverged must not look sound.
    @Test
    void whatIsNoNumberStaysNone() {
        assertThat(kept(1, Float.NaN)[1]).isNaN();
        assertThat(kept(2, Float.NEGATIVE_INFINITY)).containsExactly(2f, Float.NEGATIVE_INFINITY);
        assertThat(kept(0, 0)).containsExactly(0f, 0f);
        assertThat(kept(Float.MIN_VALUE, 0x1p127f)).containsExactly(0f, 0x1p127f);
        assertThat(kept(Float.MIN_VALUE)).containsExactly(Float.MIN_VALUE);
    }
}
