package org.spikestill.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/// One array of a network: row-major, little-endian, often mapped straight from a file. Never written after it is made.
public final class Block {
    /// Little-endian floats at any address, the layout of weights in files.
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Elements examined at a time: a copy on the heap is read faster than the segment, before all is compiled too.
    private static final int PART = 1 << 12;

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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

    /// One value of an F32 block.
    ///
    /// @param element from 0, row-major
    public float at(int element) {
        return data.get(FLOAT, 4L * element);
    }

    /// The same values as F32: rounded to the nearest from F64, exact from F16 and BF16; a block of another type as it is.
    ///
    /// @param room of the converted values
    public Block asFloat32(SegmentAllocator room) {
        return switch (type) {
            case F64 -> converted(room, i -> (float) data.get(DOUBLE, 8L * i));
            case F16 -> converted(room, i -> Float.float16ToFloat(data.get(SHORT, 2L * i)));
            case BF16 -> converted(room, i -> Float.intBitsToFloat(data.get(SHORT, 2L * i) << 16));
            case F32, I64, I32, I8 -> this;
        };
    }

    private Block converted(SegmentAllocator room, IntToFloat value) {
        MemorySegment floats = room.allocate(4L * shape.elements(), 64);
        for (int i = 0; i < shape.elements(); i++) {
            floats.set(FLOAT, 4L * i, value.of(i));
        }
        return new Block(DType.F32, shape, floats);
    }

    private interface IntToFloat {
        float of(int element);
    }

    /// The first element that is NaN or infinite; none in a block of another type than F32.
    public OptionalInt firstNotFinite() {
        float[] part = new float[type == DType.F32 ? Math.min(PART, shape.elements()) : 0];
        for (int from = 0; part.length > 0 && from < shape.elements(); from += part.length) {
            int count = Math.min(part.length, shape.elements() - from);
            MemorySegment.copy(data, FLOAT, 4L * from, part, 0, count);
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(part[i])) {
                    return OptionalInt.of(from + i);
                }
            }
        }
        return OptionalInt.empty();
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
