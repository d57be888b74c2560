package org.spikestill.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One array of a network: row-major, little-endian, often mapped straight from a file. Never written after it is made.
public final class Block {
    /// Little-endian floats at any address, the layout of weights in files.
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DType type;
    private final Shape shape;
    private final MemorySegment data;

    public Block(DType type, Shape shape, MemorySegment data) {
        long wanted = (long) shape.elements() * type.bytes();
        if (data.byteSize() != wanted) {
            throw new InvalidNetwork(
                    "a block " + type + " " + shape + " needs " + wanted + " bytes, it was given " + data.byteSize());
        }
        this.type = type;
        this.shape = shape;
        this.data = data.asReadOnly();
    }

    public static Block of(Shape shape, float... values) {
        MemorySegment data = Arena.ofAuto().allocate(4L * values.length, 64);
        MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
        return new Block(DType.F32, shape, data);
    }

    public static Block filled(Shape shape, float value) {
        float[] values = new float[shape.elements()];
        Arrays.fill(values, value);
        return of(shape, values);
    }

    public DType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /// The bytes, read-only.
    public MemorySegment data() {
        return data;
    }

    /// A copy of the values.
    public float[] toFloats() {
        if (type != DType.F32) {
            throw new IllegalStateException("a block of " + type + " holds no fp32 values");
        }
        float[] values = new float[shape.elements()];
        MemorySegment.copy(data, FLOAT, 0, values, 0, values.length);
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block that
                && type == that.type
                && shape.equals(that.shape)
                && data.mismatch(that.data) < 0;
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + shape.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}
