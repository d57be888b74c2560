package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/// Numbers in native memory, in either precision.
///
/// @param bfloat16 whether they are bfloat16, else float32
public record Values(MemorySegment memory, boolean bfloat16) {
    /// Added before the lower half is cut off: it carries into the upper half from the middle on, to even.
    static final int HALF_WAY = 0x7fff;

    public static Values floats(MemorySegment memory) {
        return new Values(memory, false);
    }

    public float get(long index) {
        return bfloat16
                ? Float.intBitsToFloat(memory.getAtIndex(JAVA_SHORT, index) << 16)
                : memory.getAtIndex(JAVA_FLOAT, index);
    }

    /// Rounds to the nearest, to even between two.
    public void put(long index, float value) {
        if (bfloat16) {
            int bits = Float.floatToIntBits(value);
            memory.setAtIndex(JAVA_SHORT, index, (short) (bits + HALF_WAY + (bits >>> 16 & 1) >>> 16));
        } else {
            memory.setAtIndex(JAVA_FLOAT, index, value);
        }
    }
}
