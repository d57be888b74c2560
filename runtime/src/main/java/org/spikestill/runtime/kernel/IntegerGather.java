package org.spikestill.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The integer gather in vectors. Weights are widened to 16 bits on their way into registers and summed there, up to four
/// vectors at a time; sums go on to 32 bits as soon as another span might overflow them.
final class IntegerGather {
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> HALF =
            VectorSpecies.of(short.class, VectorShape.forBitSize(INTS.vectorBitSize() / 2));
    private static final VectorSpecies<Byte> BYTE_LANES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
    private static final int LANES = SHORTS.length();
    private static final int WIDE_LANES = INTS.length();
    private static final long BYTES = BYTE_LANES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private IntegerGather() {}

    /// From the last columns to the first, like the gather of floats.
    static void gather(IntegerSynapses synapses, Counts counts, float[] currents) {
        for (int slice = synapses.slices() - 1; slice >= 0; slice--) {
            int vectors = synapses.width(slice) / LANES;
            while (vectors > 0) {
                int pass = Math.min(Integer.lowestOneBit(vectors), 4);
                vectors -= pass;
                pass(synapses, slice, vectors * LANES, pass, counts, currents);
            }
        }
    }

    /// All windows of some columns.
    ///
    /// @param column first output, counted from the slice's
    /// @param vectors how many vectors of columns: 1, 2 or 4
    private static void pass(
            IntegerSynapses synapses, int slice, int column, int vectors, Counts counts, float[] currents) {
        int spans = synapses.windows().spans();
        int output = slice * IntegerSynapses.SLICE + column;
        int columns = Math.min(vectors * LANES, synapses.outputs() - output);
        for (int window = 0; window < synapses.windows().count(); window++) {
            int begin = window * spans;
            int last = begin + spans;
            int end = fitting(synapses, counts, begin, last);
            if (end == last) {
                sum(synapses, slice, column, vectors, begin, last, 0, Integer.MAX_VALUE, counts);
                finish(synapses, output, columns, window, counts, currents);
                continue;
            }
            Arrays.fill(counts.wideSums(), 0);
            while (begin < last) {
                if (end == begin) {
                    piecewise(synapses, slice, column, vectors, begin, columns, counts);
                    end++;
                } else {
                    sum(synapses, slice, column, vectors, begin, end, 0, Integer.MAX_VALUE, counts);
                    collect(columns, counts);
                }
                begin = end;
                end = fitting(synapses, counts, begin, last);
            }
            finishWide(synapses, output, columns, window, counts, currents);
        }
    }

    /// End of the spans, from `begin` on, whose sums together stay within 16 bits.
    private static int fitting(IntegerSynapses synapses, Counts counts, int begin, int last) {
        int total = 0;
        int end = begin;
        while (end < last) {
            total += total(synapses, counts, end);
            if (total > synapses.narrow()) {
                return end;
            }
            end++;
        }
        return end;
    }

    /// A span whose sums would not stay within 16 bits, a few events at a time.
    private static void piecewise(
            IntegerSynapses synapses, int slice, int column, int vectors, int span, int columns, Counts counts) {
        int first = counts.starts()[synapses.windows().firstPixels()[span]];
        int last = counts.starts()[synapses.windows().endPixels()[span]];
        for (int event = first; event < last; event += synapses.safeEvents()) {
            sum(synapses, slice, column, vectors, span, span + 1, event, event + synapses.safeEvents(), counts);
            collect(columns, counts);
        }
    }

    /// Sums in 16 bits, left in [Counts#sums()].
    ///
    /// @param begin first span
    /// @param last after the last span
    /// @param from first event, of all events
    /// @param to after the last event
    private static void sum(
            IntegerSynapses synapses,
            int slice,
            int column,
            int vectors,
            int begin,
            int last,
            int from,
            int to,
            Counts counts) {
        switch (vectors) {
            case 1 -> sum1(synapses, slice, column, begin, last, from, to, counts);
            case 2 -> sum2(synapses, slice, column, begin, last, from, to, counts);
            default -> sum4(synapses, slice, column, begin, last, from, to, counts);
        }
    }

    private static int total(IntegerSynapses synapses, Counts counts, int span) {
        Windows windows = synapses.windows();
        return counts.totals()[windows.endPixels()[span]] - counts.totals()[windows.firstPixels()[span]];
    }

    /// Four vectors of sums. Each is stored as the result of one more addition: of a vector that comes out of loops, the
    /// compiler may find the class too late, and then puts it on the heap once per event.
    private static void sum4(
            IntegerSynapses synapses, int slice, int column, int begin, int last, int from, int to, Counts counts) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Byte.BYTES;
        long offset = synapses.offset(slice) + (long) column * Byte.BYTES;
        ShortVector zero = ShortVector.zero(SHORTS);
        ShortVector a = zero;
        ShortVector b = zero;
        ShortVector c = zero;
        ShortVector d = zero;
        int[] starts = counts.starts();
        int[] elements = counts.elements();
        short[] values = counts.values();
        for (int span = begin; span < last; span++) {
            int end = Math.min(starts[windows.endPixels()[span]], to);
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = Math.max(starts[windows.firstPixels()[span]], from); event < end; event++) {
                long row = base + elements[event] * rowBytes;
                ShortVector value = ShortVector.broadcast(SHORTS, values[event]);
                a = a.add(load(weights, row).mul(value));
                b = b.add(load(weights, row + BYTES).mul(value));
                c = c.add(load(weights, row + 2 * BYTES).mul(value));
                d = d.add(load(weights, row + 3 * BYTES).mul(value));
            }
        }
        a.add(zero).intoArray(counts.sums(), 0);
        b.add(zero).intoArray(counts.sums(), LANES);
        c.add(zero).intoArray(counts.sums(), 2 * LANES);
        d.add(zero).intoArray(counts.sums(), 3 * LANES);
    }

    private static void sum2(
            IntegerSynapses synapses, int slice, int column, int begin, int last, int from, int to, Counts counts) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Byte.BYTES;
        long offset = synapses.offset(slice) + (long) column * Byte.BYTES;
        ShortVector zero = ShortVector.zero(SHORTS);
        ShortVector a = zero;
        ShortVector b = zero;
        int[] starts = counts.starts();
        int[] elements = counts.elements();
        short[] values = counts.values();
        for (int span = begin; span < last; span++) {
            int end = Math.min(starts[windows.endPixels()[span]], to);
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = Math.max(starts[windows.firstPixels()[span]], from); event < end; event++) {
                long row = base + elements[event] * rowBytes;
                ShortVector value = ShortVector.broadcast(SHORTS, values[event]);
                a = a.add(load(weights, row).mul(value));
                b = b.add(load(weights, row + BYTES).mul(value));
            }
        }
        a.add(zero).intoArray(counts.sums(), 0);
        b.add(zero).intoArray(counts.sums(), LANES);
    }

    private static void sum1(
            IntegerSynapses synapses, int slice, int column, int begin, int last, int from, int to, Counts counts) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Byte.BYTES;
        long offset = synapses.offset(slice) + (long) column * Byte.BYTES;
        ShortVector zero = ShortVector.zero(SHORTS);
        ShortVector a = zero;
        int[] starts = counts.starts();
        int[] elements = counts.elements();
        short[] values = counts.values();
        for (int span = begin; span < last; span++) {
            int end = Math.min(starts[windows.endPixels()[span]], to);
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = Math.max(starts[windows.firstPixels()[span]], from); event < end; event++) {
                ShortVector value = ShortVector.broadcast(SHORTS, values[event]);
                a = a.add(load(weights, base + elements[event] * rowBytes).mul(value));
            }
        }
        a.add(zero).intoArray(counts.sums(), 0);
    }

    private static ShortVector load(MemorySegment weights, long offset) {
        return (ShortVector) ByteVector.fromMemorySegment(BYTE_LANES, weights, offset, ORDER)
                .convertShape(VectorOperators.B2S, SHORTS, 0);
    }

    /// From 16-bit sums to currents. Padded columns are left out as far as whole vectors go, since what follows the
    /// last window is short. No vector passes through a call here: one that the compiler declines to inline allocates.
    private static void finish(
            IntegerSynapses synapses, int output, int columns, int window, Counts counts, float[] currents) {
        int current = window * synapses.outputs() + output;
        for (int i = 0; i < columns; i += WIDE_LANES) {
            FloatVector scale = FloatVector.fromArray(FLOATS, synapses.scales(), output + i);
            FloatVector bias = FloatVector.fromArray(FLOATS, synapses.bias(), output + i);
            ShortVector sums = ShortVector.fromArray(HALF, counts.sums(), i);
            IntVector wide = (IntVector) sums.convertShape(VectorOperators.S2I, INTS, 0);
            ((FloatVector) wide.convert(VectorOperators.I2F, 0))
                    .fma(scale, bias)
                    .intoArray(currents, current + i);
        }
    }

    /// From 16-bit sums to sums in 32 bits.
    private static void collect(int columns, Counts counts) {
        int[] collected = counts.wideSums();
        for (int i = 0; i < columns; i += WIDE_LANES) {
            ShortVector sums = ShortVector.fromArray(HALF, counts.sums(), i);
            IntVector wide = (IntVector) sums.convertShape(VectorOperators.S2I, INTS, 0);
            IntVector.fromArray(INTS, collected, i).add(wide).intoArray(collected, i);
        }
    }

    /// From sums in 32 bits to currents.
    private static void finishWide(
            IntegerSynapses synapses, int output, int columns, int window, Counts counts, float[] currents) {
        int current = window * synapses.outputs() + output;
        for (int i = 0; i < columns; i += WIDE_LANES) {
            FloatVector scale = FloatVector.fromArray(FLOATS, synapses.scales(), output + i);
            FloatVector bias = FloatVector.fromArray(FLOATS, synapses.bias(), output + i);
            IntVector wide = IntVector.fromArray(INTS, counts.wideSums(), i);
            ((FloatVector) wide.convert(VectorOperators.I2F, 0))
                    .fma(scale, bias)
                    .intoArray(currents, current + i);
        }
    }
}
