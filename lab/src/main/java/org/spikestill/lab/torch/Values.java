package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/// Numbers in native memory, in either precision.
record Values(MemorySegment memory, Precision precision) {
    /// Added before the lower half is cut off: it carries into the upper half from the middle on, to even.
    static final int HALF_WAY = 0x7fff;

    static Values floats(MemorySegment memory) {
        return new Values(memory, Precision.FLOAT32);
    }

    boolean half() {
        return precision == Precision.BFLOAT16;
    }

    float get(long index) {
        return half()
                ? Float.intBitsToFloat(memory.getAtIndex(JAVA_SHORT, index) << 16)
                : memory.getAtIndex(JAVA_FLOAT, index);
    }

    /// Rounds to the nearest, to even between two.
    void put(long index, float value) {
        if (half()) {
            int bits = Float.floatToIntBits(value);
            memory.setAtIndex(JAVA_SHORT, index, (short) (bits + HALF_WAY + (bits >>> 16 & 1) >>> 16));
        } else {
            memory.setAtIndex(JAVA_FLOAT, index, value);
        }
    }
}
