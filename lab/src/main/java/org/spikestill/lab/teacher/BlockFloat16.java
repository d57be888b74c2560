package org.spikestill.lab.teacher;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Values that belong together, in float16 with one exponent of their own.
///
/// ```
/// exponent e, 16 bits | float16 of each v · 2^−e      e puts the largest |v| into [2¹⁴, 2¹⁵)
/// ```
///
/// A value is off by at most 2⁻¹¹ of itself, as long as it is 2⁻²⁹ of the largest. Squares of activations leave the
/// range of float16 and those of gradients never reach it; bfloat16 has the range, but would be off by 2⁻⁹, which is
/// 0.03 of a logit at 16.
final class BlockFloat16 {
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int TOP = 14;

    private BlockFloat16() {}

    static int bytes(int values) {
        return Math.multiplyExact(2, Math.addExact(values, 1));
    }

    /// @param into little-endian
    static void write(float[] values, int from, int count, ByteBuffer into, int position) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i])); // NaN, if there is one
        }
        int exponent = largest > 0 && Float.isFinite(largest) ? Math.getExponent(largest) - TOP : 0;
        double scale = Math.scalb(1.0, -exponent);
        into.putShort(position, (short) exponent);
        for (int i = 0; i < count; i++) {
            into.putShort(position + 2 + 2 * i, Float.floatToFloat16((float) (values[from + i] * scale)));
        }
    }

    static void read(MemorySegment records, long position, float[] values, int from, int count) {
        double scale = Math.scalb(1.0, records.get(SHORT, position));
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) (Float.float16ToFloat(records.get(SHORT, position + 2 + 2L * i)) * scale);
        }
    }
}
