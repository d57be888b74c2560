package org.spikestill.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;

/// The kernels in vectors of the machine's preferred width. Each lane does what [ScalarKernels] does, in the same
/// order.
///
/// A gather keeps the sums of one window in registers, up to eight vectors at a time, and only ever loads weights;
/// adding each event's weights to currents in memory instead would load and store those too, at half the speed.
public record VectorKernels() implements Kernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);
    private static final int LANES = FLOATS.length();
    private static final long BYTES = FLOATS.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    static int bits() {
        return FLOATS.vectorBitSize();
    }

    /// Passes over all windows, from the last columns to the first: what padded columns spill into the windows that
    /// follow is overwritten, by those windows or by the passes over the columns before.
    @Override
    public void gather(Synapses synapses, Events events, float[] currents) {
        for (int slice = synapses.slices() - 1; slice >= 0; slice--) {
            int vectors = synapses.width(slice) / LANES;
            while (vectors > 0) {
                int pass = vectors % 4 != 0 ? 1 : vectors % 8 != 0 ? 4 : 8;
                vectors -= pass;
                pass(synapses, slice, vectors * LANES, pass, events, currents);
            }
        }
    }

    private static void pass(Synapses synapses, int slice, int column, int vectors, Events events, float[] currents) {
        int windows = synapses.windows().count();
        boolean spikes = events.areSpikes();
        switch (vectors) {
            case 1 -> {
                for (int window = 0; window < windows; window++) {
                    gather1(synapses, slice, column, window, events, currents);
                }
            }
            case 4 -> {
                for (int window = 0; window < windows; window++) {
                    if (spikes) {
                        addRows4(synapses, slice, column, window, events, currents);
                    } else {
                        addScaledRows4(synapses, slice, column, window, events, currents);
                    }
                }
            }
            default -> {
                for (int window = 0; window < windows; window++) {
                    if (spikes) {
                        addRows8(synapses, slice, column, window, events, currents);
                    } else {
                        addScaledRows8(synapses, slice, column, window, events, currents);
                    }
                }
            }
        }
    }

    private static void addRows8(
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

    private static void addRows4(
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

    private static void addScaledRows8(
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
                a = a.add(load(weights, row).mul(value));
                b = b.add(load(weights, row + BYTES).mul(value));
                c = c.add(load(weights, row + 2 * BYTES).mul(value));
                d = d.add(load(weights, row + 3 * BYTES).mul(value));
                e = e.add(load(weights, row + 4 * BYTES).mul(value));
                f = f.add(load(weights, row + 5 * BYTES).mul(value));
                g = g.add(load(weights, row + 6 * BYTES).mul(value));
                h = h.add(load(weights, row + 7 * BYTES).mul(value));
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

    private static void addScaledRows4(
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
                a = a.add(load(weights, row).mul(value));
                b = b.add(load(weights, row + BYTES).mul(value));
                c = c.add(load(weights, row + 2 * BYTES).mul(value));
                d = d.add(load(weights, row + 3 * BYTES).mul(value));
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
        b.intoArray(currents, current + LANES);
        c.intoArray(currents, current + 2 * LANES);
        d.intoArray(currents, current + 3 * LANES);
    }

    private static void gather1(Synapses synapses, int slice, int column, int window, Events events, float[] currents) {
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
                a = a.add(load(weights, row).mul(value));
            }
        }
        int current = window * synapses.outputs() + output;
        a.intoArray(currents, current);
    }

    private static FloatVector load(MemorySegment weights, long offset) {
        return FloatVector.fromMemorySegment(FLOATS, weights, offset, ORDER);
    }

    @Override
    public void fire(Lif lif, float[] membranes, float[] currents, Events spikes) {
        spikes.filled(
                switch (lif.order()) {
                    case CHARGE_FIRST -> chargeAndFire(lif, membranes, currents, spikes);
                    case FIRE_FIRST -> fireAndCharge(lif, membranes, currents, spikes);
                });
    }

    private static int chargeAndFire(Lif lif, float[] membranes, float[] currents, Events spikes) {
        int count = 0;
        for (int i = 0; i < spikes.layout().elements(); i += LANES) {
            FloatVector ready = FloatVector.fromArray(FLOATS, membranes, i)
                    .mul(lif.leak())
                    .add(FloatVector.fromArray(FLOATS, currents, i));
            VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
            reset(lif, ready, fires).intoArray(membranes, i);
            count = append(fires, i, spikes, count);
        }
        return count;
    }

    private static int fireAndCharge(Lif lif, float[] membranes, float[] currents, Events spikes) {
        int count = 0;
        for (int i = 0; i < spikes.layout().elements(); i += LANES) {
            FloatVector ready = FloatVector.fromArray(FLOATS, membranes, i);
            VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
            reset(lif, ready, fires)
                    .mul(lif.leak())
                    .add(FloatVector.fromArray(FLOATS, currents, i))
                    .intoArray(membranes, i);
            count = append(fires, i, spikes, count);
        }
        return count;
    }

    private static FloatVector reset(Lif lif, FloatVector ready, VectorMask<Float> fires) {
        return lif.reset().target() == Reset.Target.SUBTRACT
                ? ready.sub(lif.threshold(), fires)
                : ready.blend(0f, fires);
    }

    /// Writes the numbers of the lanes that are set, counted from `first`; entries after them hold nothing yet.
    private static int append(VectorMask<Float> lanes, int first, Events events, int count) {
        LANE_NUMBERS.add(first).compress(lanes.cast(INTS)).intoArray(events.elements(), count);
        return count + lanes.trueCount();
    }

    @Override
    public void sparsify(float[] values, Events events) {
        int count = 0;
        for (int i = 0; i < events.layout().elements(); i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, i);
            VectorMask<Float> present = value.compare(VectorOperators.NE, 0f);
            value.compress(present).intoArray(events.values(), count);
            count = append(present, i, events, count);
        }
        events.filled(count);
    }
}
