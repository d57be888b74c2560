package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// κ and the sum of φ·κ of one block of neurons, as [LifKernel] defines them.
final class LaneSensitivity {
    private final float[] kappas;
    private final float[] sums;
    private final LaneSlope slope;
    private final float threshold;
    private final float leak;
    private final float first;
    private final boolean soft;
    private final boolean detached;

    LaneSensitivity(Lif lif, int neurons) {
        kappas = new float[neurons];
        sums = new float[neurons];
        slope = LaneSlope.of(lif);
        threshold = lif.threshold();
        leak = lif.leak();
        first = lif.order() == Order.CHARGE_FIRST ? 1 : 0;
        soft = lif.reset().target() == Reset.Target.SUBTRACT;
        detached = lif.reset().detached();
    }

    void begin() {
        Arrays.fill(kappas, first);
        Arrays.fill(sums, 0);
    }

    /// @param membranes u of one tick
    void add(float[] membranes, int neurons) {
        for (int i = 0; i < neurons; i += WIDTH) {
            FloatVector u = FloatVector.fromArray(FLOATS, membranes, i);
            FloatVector phi = slope.at(u);
            FloatVector kappa = FloatVector.fromArray(FLOATS, kappas, i);
            FloatVector.fromArray(FLOATS, sums, i).add(phi.mul(kappa)).intoArray(sums, i);
            FloatVector kept = FloatVector.broadcast(FLOATS, 1);
            if (!soft) {
                kept = kept.blend(0, u.compare(VectorOperators.GT, threshold));
            }
            if (!detached) {
                kept = kept.add((soft ? FloatVector.broadcast(FLOATS, -threshold) : u.neg()).mul(phi));
            }
            kept.mul(leak).mul(kappa).add(1).intoArray(kappas, i);
        }
    }

    void finish(LaneBlock block, int ticks, MemorySegment sensitivity) {
        Lanes.divide(sums, block.neurons(), ticks);
        block.write(sums, Values.floats(sensitivity), 0);
    }
}
