package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// One tick of the membranes of [LifKernel] over lanes.
record LaneMembrane(float leak, float threshold, boolean chargeFirst, boolean soft) {
    static LaneMembrane of(Lif lif) {
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        return new LaneMembrane(lif.leak(), lif.threshold(), lif.order() == Order.CHARGE_FIRST, soft);
    }

    /// u, which the threshold is compared with, from the membranes before.
    FloatVector charged(FloatVector before, FloatVector current) {
        return chargeFirst ? before.mul(leak).add(current) : before;
    }

    VectorMask<Float> fires(FloatVector u) {
        return u.compare(VectorOperators.GT, threshold);
    }

    /// The membranes after.
    FloatVector after(FloatVector u, VectorMask<Float> fires, FloatVector current) {
        FloatVector rested = u.blend(soft ? u.sub(threshold) : FloatVector.zero(FLOATS), fires);
        return chargeFirst ? rested : rested.mul(leak).add(current);
    }
}
