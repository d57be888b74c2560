package org.spikestill.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gather of floats in vectors. It keeps the sums of one window in registers, up to eight vectors at a time, and only ever
/// loads weights; adding each event's weights to currents in memory instead would load and store those too, at half the
/// speed.
final class FloatGather {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final long BYTES = FLOATS.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FloatGather() {}

    /// Passes over all windows, from the last columns to the first: what padded columns spill into the windows that
    /// follow is overwritten, by those windows or by the passes over the columns before.
    static void gather(Synapses synapses, Events events, float[] currents) {
        for (int slice = synapses.slices() - 1; slice >= 0; slice--) {
            int vectors = synapses.width(slice) / LANES;
            while (vectors > 0) {
                int pass = Math.min(Integer.lowestOneBit(vectors), 8);
                vectors -= pass;
                pass(synapses, slice, vectors * LANES, pass, events, currents);
            }
        }
    }

    /// All windows of some columns.
    ///
    /// @param column first output, counted from the slice's
    /// @param vectors how many vectors of columns: 1, 2, 4 or 8
    private static void pass(Synapses synapses, int slice, int column, int vectors, Events events, float[] currents) {
        int windows = synapses.windows().count();
        boolean spikes = events.areSpikes();
        for (int window = 0; window < windows; window++) {
            switch (vectors) {
                case 1 -> multiply1(synapses, slice, column, window, events, currents);
                case 2 -> multiply2(synapses, slice, column, window, events, currents);
                case 4 -> {
                    if (spikes) {
                        add4(synapses, slice, column, window, events, currents);
                    } else {
                        multiply4(synapses, slice, column, window, events, currents);
                    }
                }
                default -> {
                    if (spikes) {
                        add8(synapses, slice, column, window, events, currents);
                    } else {
                        multiply8(synapses, slice, column, window, events, currents);
                    }
                }
            }
        }
    }

    /// Eight vectors of one window, where all events carry 1.
    private static void add8(Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        FloatVector c = FloatVector.fromArray(FLOATS, synapses.bias(), output + 2 * LANES);
        FloatVector d = FloatVector.fromArray(FLOATS, synapses.bias(), output + 3 * LANES);
        FloatVector e = FloatVector.fromArray(FLOATS, synapses.bias(), output + 4 * LANES);
        FloatVector f = FloatVector.fromArray(FLOATS, synapses.bias(), output + 5 * LANES);
        FloatVector g = FloatVector.fromArray(FLOATS, synapses.bias(), output + 6 * LANES);
        FloatVector h = FloatVector.fromArray(FLOATS, synapses.bias(), output + 7 * LANES);
        int[] starts = events.starts();
        int[] elements = events.elements();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                a = a.add(load(weights, row));
                b = b.add(load(weights, row + BYTES));
                c = c.add(load(weights, row + 2 * BYTES));
                d = d.add(load(weights, row + 3 * BYTES));
                e = e.add(load(weights, row + 4 * BYTES));
                f = f.add(load(weights, row + 5 * BYTES));
                g = g.add(load(weights, row + 6 * BYTES));
                h = h.add(load(weights, row + 7 * BYTES));
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
        c.intoArray(currents, current + 2 * LANES);
        d.intoArray(currents, current + 3 * LANES);
        e.intoArray(currents, current + 4 * LANES);
        f.intoArray(currents, current + 5 * LANES);
        g.intoArray(currents, current + 6 * LANES);
        h.intoArray(currents, current + 7 * LANES);
    }

    /// Eight vectors of one window, events of any value.
    private static void multiply8(
            Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        FloatVector c = FloatVector.fromArray(FLOATS, synapses.bias(), output + 2 * LANES);
        FloatVector d = FloatVector.fromArray(FLOATS, synapses.bias(), output + 3 * LANES);
        FloatVector e = FloatVector.fromArray(FLOATS, synapses.bias(), output + 4 * LANES);
        FloatVector f = FloatVector.fromArray(FLOATS, synapses.bias(), output + 5 * LANES);
        FloatVector g = FloatVector.fromArray(FLOATS, synapses.bias(), output + 6 * LANES);
        FloatVector h = FloatVector.fromArray(FLOATS, synapses.bias(), output + 7 * LANES);
        int[] starts = events.starts();
        int[] elements = events.elements();
        float[] values = events.values();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
                a = load(weights, row).fma(value, a);
                b = load(weights, row + BYTES).fma(value, b);
                c = load(weights, row + 2 * BYTES).fma(value, c);
                d = load(weights, row + 3 * BYTES).fma(value, d);
                e = load(weights, row + 4 * BYTES).fma(value, e);
                f = load(weights, row + 5 * BYTES).fma(value, f);
                g = load(weights, row + 6 * BYTES).fma(value, g);
                h = load(weights, row + 7 * BYTES).fma(value, h);
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
        c.intoArray(currents, current + 2 * LANES);
        d.intoArray(currents, current + 3 * LANES);
        e.intoArray(currents, current + 4 * LANES);
        f.intoArray(currents, current + 5 * LANES);
        g.intoArray(currents, current + 6 * LANES);
        h.intoArray(currents, current + 7 * LANES);
    }

    private static void add4(Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        FloatVector c = FloatVector.fromArray(FLOATS, synapses.bias(), output + 2 * LANES);
        FloatVector d = FloatVector.fromArray(FLOATS, synapses.bias(), output + 3 * LANES);
        int[] starts = events.starts();
        int[] elements = events.elements();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                a = a.add(load(weights, row));
                b = b.add(load(weights, row + BYTES));
                c = c.add(load(weights, row + 2 * BYTES));
                d = d.add(load(weights, row + 3 * BYTES));
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
        c.intoArray(currents, current + 2 * LANES);
        d.intoArray(currents, current + 3 * LANES);
    }

    private static void multiply4(
            Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        FloatVector c = FloatVector.fromArray(FLOATS, synapses.bias(), output + 2 * LANES);
        FloatVector d = FloatVector.fromArray(FLOATS, synapses.bias(), output + 3 * LANES);
        int[] starts = events.starts();
        int[] elements = events.elements();
        float[] values = events.values();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
                a = load(weights, row).fma(value, a);
                b = load(weights, row + BYTES).fma(value, b);
                c = load(weights, row + 2 * BYTES).fma(value, c);
                d = load(weights, row + 3 * BYTES).fma(value, d);
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
        c.intoArray(currents, current + 2 * LANES);
        d.intoArray(currents, current + 3 * LANES);
    }

    private static void multiply2(
            Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        FloatVector b = FloatVector.fromArray(FLOATS, synapses.bias(), output + LANES);
        int[] starts = events.starts();
        int[] elements = events.elements();
        float[] values = events.values();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
                a = load(weights, row).fma(value, a);
                b = load(weights, row + BYTES).fma(value, b);
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
    }

    private static void multiply1(
            Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
        Windows windows = synapses.windows();
        MemorySegment weights = synapses.weights();
        long rowBytes = (long) synapses.width(slice) * Float.BYTES;
        long offset = synapses.offset(slice) + (long) column * Float.BYTES;
        int output = slice * Synapses.SLICE + column;
        FloatVector a = FloatVector.fromArray(FLOATS, synapses.bias(), output);
        int[] starts = events.starts();
        int[] elements = events.elements();
        float[] values = events.values();
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = starts[windows.endPixels()[span]];
            long base = offset - windows.shifts()[span] * rowBytes;
            for (int event = starts[windows.firstPixels()[span]]; event < end; event++) {
                long row = base + elements[event] * rowBytes;
                FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
                a = load(weights, row).fma(value, a);
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
    }

    private static FloatVector load(MemorySegment weights, long offset) {
        return FloatVector.fromMemorySegment(FLOATS, weights, offset, ORDER);
    }
}
