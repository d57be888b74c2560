package org.spikestill.lab.torch.kernel;

import static java.nio.ByteOrder.nativeOrder;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of floats in and out of memory of either precision.
public final class Lanes {
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    public static final int WIDTH = FLOATS.length();
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

    /// As many shorts as there are floats; the narrowest machine has no vector that short.
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, Short.SIZE * WIDTH)));

    private Lanes() {}

    public static FloatVector load(MemorySegment values, long index) {
        return FloatVector.fromMemorySegment(FLOATS, values, Float.BYTES * index, nativeOrder());
    }

    public static void store(FloatVector vector, MemorySegment values, long index) {
        vector.intoMemorySegment(values, Float.BYTES * index, nativeOrder());
    }

    static FloatVector loadHalf(MemorySegment values, long index) {
        return ((IntVector) ShortVector.fromMemorySegment(SHORTS, values, Short.BYTES * index, nativeOrder())
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
                .lanewise(VectorOperators.LSHL, 16)
                .reinterpretAsFloats();
    }

    static void storeHalf(FloatVector vector, MemorySegment values, long index) {
        IntVector bits = vector.reinterpretAsInts();
        IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
        bits.add(Values.HALF_WAY)
                .add(odd)
                .lanewise(VectorOperators.LSHR, 16)
                .convertShape(VectorOperators.I2S, SHORTS, 0)
                .intoMemorySegment(values, Short.BYTES * index, nativeOrder());
    }

    /// Copies values of either precision into an array, each precision in a method of its own: of two in one method, the
    /// compiler takes the one it meets later for rare, does not inline its conversion, and puts every vector on the heap.
    ///
    /// @param length a multiple of the width
    static void read(Values values, long index, float[] into, int length) {
        if (values.bfloat16()) {
            readHalves(values.memory(), index, into, length);
        } else {
            readFloats(values.memory(), index, into, length);
        }
    }

    private static void readHalves(MemorySegment memory, long index, float[] into, int length) {
        for (int i = 0; i < length; i += WIDTH) {
            loadHalf(memory, index + i).intoArray(into, i);
        }
    }

    private static void readFloats(MemorySegment memory, long index, float[] into, int length) {
        for (int i = 0; i < length; i += WIDTH) {
            load(memory, index + i).intoArray(into, i);
        }
    }

    /// The way back of [#read].
    static void write(float[] from, int length, Values values, long index) {
        if (values.bfloat16()) {
            writeHalves(from, length, values.memory(), index);
        } else {
            writeFloats(from, length, values.memory(), index);
        }
    }

    private static void writeHalves(float[] from, int length, MemorySegment memory, long index) {
        for (int i = 0; i < length; i += WIDTH) {
            storeHalf(FloatVector.fromArray(FLOATS, from, i), memory, index + i);
        }
    }

    private static void writeFloats(float[] from, int length, MemorySegment memory, long index) {
        for (int i = 0; i < length; i += WIDTH) {
            store(FloatVector.fromArray(FLOATS, from, i), memory, index + i);
        }
    }

    /// Adds values to their sums.
    ///
    /// @param length a multiple of the width
    static void add(float[] values, float[] sums, int length) {
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector.fromArray(FLOATS, sums, i)
                    .add(FloatVector.fromArray(FLOATS, values, i))
                    .intoArray(sums, i);
        }
    }

    /// Multiplies by factors in memory.
    ///
    /// @param length a multiple of the width
    static void multiply(float[] values, int length, MemorySegment factors, long index) {
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector.fromArray(FLOATS, values, i)
                    .mul(load(factors, index + i))
                    .intoArray(values, i);
        }
    }

    /// @param length a multiple of the width
    static void divide(float[] values, int length, float divisor) {
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector.fromArray(FLOATS, values, i).div(divisor).intoArray(values, i);
        }
    }

    /// Sums over windows, divided by their area; where that is a power of two, the product with 1/area has the same bits.
    static FloatVector mean(FloatVector sums, int area) {
        return Integer.bitCount(area) == 1 ? sums.mul(1f / area) : sums.div(area);
    }

    static FloatVector load(Values values, long index) {
        return values.bfloat16() ? loadHalf(values.memory(), index) : load(values.memory(), index);
    }

    static void store(FloatVector vector, Values values, long index) {
        if (values.bfloat16()) {
            storeHalf(vector, values.memory(), index);
        } else {
            store(vector, values.memory(), index);
        }
    }
}
