package org.spikestill.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;

/// Populations in vectors, and how the lanes that fired become events.
final class Firing {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);
    private static final int LANES = FLOATS.length();

    /// Narrow vectors mostly come without an instruction that compresses them (NEON, SSE), and its emulation
    /// allocates.
    private static final boolean COMPRESSES = FLOATS.vectorBitSize() >= 256;

    private Firing() {}

    static void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        int run = run(spikes.layout());
        int count = switch (lif.order()) {
            case CHARGE_FIRST -> chargeAndFire(lif, before, membranes, currents, spikes, run);
            case FIRE_FIRST -> fireAndCharge(lif, before, membranes, currents, spikes, run);
        };
        end(spikes, run, count);
    }

    /// Elements in a row that are worked on without looking where pixels begin: those of one pixel if they fill whole
    /// vectors, else all. Where each pixel's events start is then known on the way, else it is found afterwards.
    private static int run(Layout layout) {
        return layout.channels() % LANES == 0 ? layout.channels() : layout.elements();
    }

    private static void end(Events events, int run, int count) {
        if (run == events.layout().channels()) {
            events.started(count);
        } else {
            events.filled(count);
        }
    }

    private static int chargeAndFire(
            Lif lif, float[] before, float[] membranes, float[] currents, Events spikes, int run) {
        int neurons = spikes.layout().elements();
        int[] elements = spikes.elements();
        int count = 0;
        for (int first = 0; first < neurons; first += run) {
            spikes.starts()[first / run] = count;
            for (int i = first; i < first + run; i += LANES) {
                FloatVector ready = FloatVector.fromArray(FLOATS, before, i)
                        .mul(lif.leak())
                        .add(FloatVector.fromArray(FLOATS, currents, i));
                VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
                reset(lif, ready, fires).intoArray(membranes, i);
                count = append(fires, i, elements, count);
            }
        }
        return count;
    }

    private static int fireAndCharge(
            Lif lif, float[] before, float[] membranes, float[] currents, Events spikes, int run) {
        int neurons = spikes.layout().elements();
        int[] elements = spikes.elements();
        int count = 0;
        for (int first = 0; first < neurons; first += run) {
            spikes.starts()[first / run] = count;
            for (int i = first; i < first + run; i += LANES) {
                FloatVector ready = FloatVector.fromArray(FLOATS, before, i);
                VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
                reset(lif, ready, fires)
                        .mul(lif.leak())
                        .add(FloatVector.fromArray(FLOATS, currents, i))
                        .intoArray(membranes, i);
                count = append(fires, i, elements, count);
            }
        }
        return count;
    }

    /// The blend comes last, whatever the reset: of a vector that may come from either of two operations, the compiler may
    /// find the class too late, and then puts it on the heap.
    static FloatVector reset(Lif lif, FloatVector ready, VectorMask<Float> fires) {
        boolean subtract = lif.reset().target() == Reset.Target.SUBTRACT;
        return ready.blend(subtract ? ready.sub(lif.threshold()) : FloatVector.zero(FLOATS), fires);
    }

    static void sparsify(float[] values, Events events) {
        int length = events.layout().elements();
        int[] elements = events.elements();
        int run = run(events.layout());
        int count = 0;
        for (int first = 0; first < length; first += run) {
            events.starts()[first / run] = count;
            for (int i = first; i < first + run; i += LANES) {
                VectorMask<Float> present =
                        FloatVector.fromArray(FLOATS, values, i).compare(VectorOperators.NE, 0f);
                count = append(present, i, elements, count);
            }
        }
        float[] found = events.values();
        for (int event = 0; event < count; event++) {
            found[event] = values[elements[event]];
        }
        end(events, run, count);
    }

    /// Makes events of the values behind the last entry that are other than 0.
    ///
    /// @param element number of the first of them, of as many as a vector has lanes
    static void append(int element, Events events) {
        float[] values = events.values();
        int count = events.count();
        FloatVector found = FloatVector.fromArray(FLOATS, values, count);
        VectorMask<Float> present = found.compare(VectorOperators.NE, 0f);
        if (!present.anyTrue()) {
            return;
        }
        if (COMPRESSES) {
            found.compress(present).intoArray(values, count);
        } else {
            long bits = present.toLong();
            int end = count;
            for (int lane = 0; lane < LANES; lane++) {
                values[end] = values[count + lane];
                end += (int) (bits >>> lane & 1);
            }
        }
        events.extend(append(present, element, events.elements(), count));
    }

    /// Writes the numbers of the lanes that are set, counted from `first`, and returns how many entries hold now.
    private static int append(VectorMask<Float> lanes, int first, int[] elements, int count) {
        if (COMPRESSES) {
            LANE_NUMBERS.add(first).compress(lanes.cast(INTS)).intoArray(elements, count);
            return count + lanes.trueCount();
        }
        long bits = lanes.toLong();
        int end = count;
        for (int lane = 0; lane < LANES; lane++) {
            elements[end] = first + lane;
            end += (int) (bits >>> lane & 1);
        }
        return end;
    }
}
