package org.spikestill.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;

/// Populations whose spikes are only read as means, in vectors: windows one after the other, in each some channels,
/// of these one tick after the other. A window's neurons come from memory once for all ticks, and their spikes never
/// reach it.
final class PooledFiring {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /// Windows of 2×2 fit registers.
    private static final int SQUARE = 4;

    private PooledFiring() {}

    static void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        boolean square = pooling.area() == SQUARE && lif.order() == Order.CHARGE_FIRST;
        int channels = means[0].layout().channels();
        int whole = channels / LANES * LANES;
        for (int tick = 0; tick < ticks; tick++) {
            means[tick].clear();
        }
        for (int window = 0; window < pooling.windows().length; window++) {
            for (int tick = 0; tick < ticks; tick++) {
                means[tick].starts()[window] = means[tick].count();
            }
            for (int channel = 0; channel < whole; channel += LANES) {
                int first = pooling.windows()[window] + channel;
                int element = window * channels + channel;
                if (square) {
                    square(lif, pooling.offsets(), before, membranes, currents, means, ticks, first, element);
                } else {
                    any(lif, pooling.offsets(), before, membranes, currents, means, ticks, first, element);
                }
            }
            for (int tick = 0; tick < ticks && whole < channels; tick++) {
                float[] last = tick == 0 ? before : membranes;
                ScalarKernels.fire(lif, pooling, last, membranes, currents, means[tick], window, whole);
            }
        }
        for (int tick = 0; tick < ticks; tick++) {
            pooling.finish(means[tick]);
        }
    }

    /// All ticks of one vector of channels of a window of 2×2.
    ///
    /// @param first neuron
    /// @param element of the means
    private static void square(
            Lif lif,
            int[] offsets,
            float[] before,
            float[] membranes,
            float[] currents,
            Events[] means,
            int ticks,
            int first,
            int element) {
        FloatVector a = FloatVector.fromArray(FLOATS, before, first + offsets[0]);
        FloatVector b = FloatVector.fromArray(FLOATS, before, first + offsets[1]);
        FloatVector c = FloatVector.fromArray(FLOATS, before, first + offsets[2]);
        FloatVector d = FloatVector.fromArray(FLOATS, before, first + offsets[3]);
        FloatVector aCurrent = FloatVector.fromArray(FLOATS, currents, first + offsets[0]);
        FloatVector bCurrent = FloatVector.fromArray(FLOATS, currents, first + offsets[1]);
        FloatVector cCurrent = FloatVector.fromArray(FLOATS, currents, first + offsets[2]);
        FloatVector dCurrent = FloatVector.fromArray(FLOATS, currents, first + offsets[3]);
        for (int tick = 0; tick < ticks; tick++) {
            a = a.mul(lif.leak()).add(aCurrent);
            VectorMask<Float> aFires = a.compare(VectorOperators.GT, lif.threshold());
            a = Firing.reset(lif, a, aFires);
            b = b.mul(lif.leak()).add(bCurrent);
            VectorMask<Float> bFires = b.compare(VectorOperators.GT, lif.threshold());
            b = Firing.reset(lif, b, bFires);
            c = c.mul(lif.leak()).add(cCurrent);
            VectorMask<Float> cFires = c.compare(VectorOperators.GT, lif.threshold());
            c = Firing.reset(lif, c, cFires);
            d = d.mul(lif.leak()).add(dCurrent);
            VectorMask<Float> dFires = d.compare(VectorOperators.GT, lif.threshold());
            d = Firing.reset(lif, d, dFires);
            Events counts = means[tick];
            FloatVector.zero(FLOATS)
                    .add(1f, aFires)
                    .add(1f, bFires)
                    .add(1f, cFires)
                    .add(1f, dFires)
                    .intoArray(counts.values(), counts.count());
            Firing.append(element, counts);
        }
        a.intoArray(membranes, first + offsets[0]);
        b.intoArray(membranes, first + offsets[1]);
        c.intoArray(membranes, first + offsets[2]);
        d.intoArray(membranes, first + offsets[3]);
    }

    /// The same for windows of any size and neurons of any order.
    private static void any(
            Lif lif,
            int[] offsets,
            float[] before,
            float[] membranes,
            float[] currents,
            Events[] means,
            int ticks,
            int first,
            int element) {
        for (int tick = 0; tick < ticks; tick++) {
            float[] last = tick == 0 ? before : membranes;
            switch (lif.order()) {
                case CHARGE_FIRST -> chargeAndFire(lif, offsets, last, membranes, currents, means[tick], first);
                case FIRE_FIRST -> fireAndCharge(lif, offsets, last, membranes, currents, means[tick], first);
            }
            Firing.append(element, means[tick]);
        }
    }

    /// One tick; leaves the counts behind the last entry of the events.
    private static void chargeAndFire(
            Lif lif, int[] offsets, float[] before, float[] membranes, float[] currents, Events counts, int first) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int offset : offsets) {
            FloatVector ready = FloatVector.fromArray(FLOATS, before, first + offset)
                    .mul(lif.leak())
                    .add(FloatVector.fromArray(FLOATS, currents, first + offset));
            VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
            ready = Firing.reset(lif, ready, fires);
            ready.intoArray(membranes, first + offset);
            sum = sum.add(1f, fires);
        }
        sum.intoArray(counts.values(), counts.count());
    }

    private static void fireAndCharge(
            Lif lif, int[] offsets, float[] before, float[] membranes, float[] currents, Events counts, int first) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int offset : offsets) {
            FloatVector ready = FloatVector.fromArray(FLOATS, before, first + offset);
            VectorMask<Float> fires = ready.compare(VectorOperators.GT, lif.threshold());
            ready = Firing.reset(lif, ready, fires);
            ready.mul(lif.leak())
                    .add(FloatVector.fromArray(FLOATS, currents, first + offset))
                    .intoArray(membranes, first + offset);
            sum = sum.add(1f, fires);
        }
        sum.intoArray(counts.values(), counts.count());
    }
}
