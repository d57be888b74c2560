package org.spikestill.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The dense convolution in vectors: each weight that is loaded meets four pixels, each value four vectors of
/// weights, and the sums of all of them stay in registers.
final class DenseConvolution {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final long BYTES = FLOATS.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private DenseConvolution() {}

    /// From the last columns to the first and, where columns are padded, pixel by pixel: what these spill into the
    /// pixels that follow is overwritten.
    static void convolve(Synapses synapses, Frame frame, float[] in, float[] currents) {
        for (int slice = synapses.slices() - 1; slice >= 0; slice--) {
            int vectors = synapses.width(slice) / LANES;
            while (vectors > 0) {
                int pass = vectors % 4 == 0 ? 4 : 1;
                vectors -= pass;
                for (int y = 0; y < frame.outHeight(); y++) {
                    row(synapses, slice, vectors * LANES, pass, frame, in, currents, y);
                }
            }
        }
    }

    /// One row of pixels; the last block overlaps the one before where they do not fit.
    private static void row(
            Synapses synapses, int slice, int column, int vectors, Frame frame, float[] in, float[] currents, int y) {
        int last = frame.outWidth() - Frame.BLOCK;
        for (int x = 0; x < frame.outWidth(); x += Frame.BLOCK) {
            if (vectors == 4) {
                block4(synapses, slice, column, frame, in, currents, y, Math.min(x, last));
            } else {
                block1(synapses, slice, column, frame, in, currents, y, Math.min(x, last));
            }
        }
    }

    /// Four vectors of columns for four pixels: 16 sums in registers.
    private static void block4(
            Synapses synapses, int slice, int column, Frame frame, float[] in, float[] currents, int y, int x) {
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long row = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        int step = frame.step();
        FloatVector a0 = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector a1 = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        FloatVector a2 = FloatVector.fromArray(FLOATS, synapses.bias(), output + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(FLOATS, synapses.bias(), output + 3 * LANES);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        FloatVector c0 = a0;
        FloatVector c1 = a1;
        FloatVector c2 = a2;
        FloatVector c3 = a3;
        FloatVector d0 = a0;
        FloatVector d1 = a1;
        FloatVector d2 = a2;
        FloatVector d3 = a3;
        for (int ky = 0; ky < frame.kernel(); ky++) {
            int first = frame.first(y, x, ky);
            for (int i = first; i < first + frame.span(); i++, row += rowBytes) {
                FloatVector w0 = load(weights, row);
                FloatVector w1 = load(weights, row + BYTES);
                FloatVector w2 = load(weights, row + 2 * BYTES);
                FloatVector w3 = load(weights, row + 3 * BYTES);
                FloatVector value = FloatVector.broadcast(FLOATS, in[i]);
                a0 = w0.fma(value, a0);
                a1 = w1.fma(value, a1);
                a2 = w2.fma(value, a2);
                a3 = w3.fma(value, a3);
                value = FloatVector.broadcast(FLOATS, in[i + step]);
                b0 = w0.fma(value, b0);
                b1 = w1.fma(value, b1);
                b2 = w2.fma(value, b2);
                b3 = w3.fma(value, b3);
                value = FloatVector.broadcast(FLOATS, in[i + 2 * step]);
                c0 = w0.fma(value, c0);
                c1 = w1.fma(value, c1);
                c2 = w2.fma(value, c2);
                c3 = w3.fma(value, c3);
                value = FloatVector.broadcast(FLOATS, in[i + 3 * step]);
                d0 = w0.fma(value, d0);
                d1 = w1.fma(value, d1);
                d2 = w2.fma(value, d2);
                d3 = w3.fma(value, d3);
            }
        }
        int current = (y * frame.outWidth() + x) * synapses.outputs() + output;
        a0.intoArray(currents, current);
        a1.intoArray(currents, current + LANES);
        a2.intoArray(currents, current + 2 * LANES);
        a3.intoArray(currents, current + 3 * LANES);
        b0.intoArray(currents, current + synapses.outputs());
        b1.intoArray(currents, current + synapses.outputs() + LANES);
        b2.intoArray(currents, current + synapses.outputs() + 2 * LANES);
        b3.intoArray(currents, current + synapses.outputs() + 3 * LANES);
        c0.intoArray(currents, current + 2 * synapses.outputs());
        c1.intoArray(currents, current + 2 * synapses.outputs() + LANES);
        c2.intoArray(currents, current + 2 * synapses.outputs() + 2 * LANES);
        c3.intoArray(currents, current + 2 * synapses.outputs() + 3 * LANES);
        d0.intoArray(currents, current + 3 * synapses.outputs());
        d1.intoArray(currents, current + 3 * synapses.outputs() + LANES);
        d2.intoArray(currents, current + 3 * synapses.outputs() + 2 * LANES);
        d3.intoArray(currents, current + 3 * synapses.outputs() + 3 * LANES);
    }

    /// One vector of columns for four pixels: 4 sums in registers.
    private static void block1(
            Synapses synapses, int slice, int column, Frame frame, float[] in, float[] currents, int y, int x) {
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long row = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        int step = frame.step();
        FloatVector a0 = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b0 = a0;
        FloatVector c0 = a0;
        FloatVector d0 = a0;
        for (int ky = 0; ky < frame.kernel(); ky++) {
            int first = frame.first(y, x, ky);
            for (int i = first; i < first + frame.span(); i++, row += rowBytes) {
                FloatVector w0 = load(weights, row);
                FloatVector value = FloatVector.broadcast(FLOATS, in[i]);
                a0 = w0.fma(value, a0);
                value = FloatVector.broadcast(FLOATS, in[i + step]);
                b0 = w0.fma(value, b0);
                value = FloatVector.broadcast(FLOATS, in[i + 2 * step]);
                c0 = w0.fma(value, c0);
                value = FloatVector.broadcast(FLOATS, in[i + 3 * step]);
                d0 = w0.fma(value, d0);
            }
        }
        int current = (y * frame.outWidth() + x) * synapses.outputs() + output;
        a0.intoArray(currents, current);
        b0.intoArray(currents, current + synapses.outputs());
        c0.intoArray(currents, current + 2 * synapses.outputs());
        d0.intoArray(currents, current + 3 * synapses.outputs());
    }

    private static FloatVector load(MemorySegment weights, long offset) {
        return FloatVector.fromMemorySegment(FLOATS, weights, offset, ORDER);
    }
}
