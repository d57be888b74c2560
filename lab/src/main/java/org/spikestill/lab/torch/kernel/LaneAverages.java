package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.lab.torch.kernel.LifKernel.Population;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The sums over ticks behind [LifKernel.Averages] of one block of neurons, with κ as [LifKernel] defines it.
final class LaneAverages {
    private final LifKernel.Averages into;
    private final LaneBlock block;
    private final int ticks;
    private final float[] outputs;
    private final float[] sums;
    private final LaneSlope slope;
    private final float threshold;
    private final float leak;
    private final float keptCurrent;
    private final float limit;
    private final boolean soft;
    private final boolean detached;
    private final float first;

    /// κ of each neuron, or null where the reset leaves it the same for all.
    private final float[] kappas;

    private float kappa;

    /// χ, the derivative of the driving current, the same for all neurons.
    private float chi;

    LaneAverages(Population population, LifKernel.Averages into, LaneBlock block) {
        this.into = into;
        this.block = block;
        Dynamics dynamics = population.neuron();
        Lif lif = dynamics.lif();
        ticks = population.ticks();
        outputs = new float[block.outputs()];
        sums = new float[block.mostNeurons()];
        slope = LaneSlope.of(lif);
        threshold = lif.threshold();
        leak = dynamics.membrane().factor();
        keptCurrent = dynamics.current().factor();
        limit = dynamics.limit() == Float.POSITIVE_INFINITY ? Float.NaN : dynamics.limit(); // nothing is at NaN
        soft = lif.reset().target() == Reset.Target.SUBTRACT;
        detached = lif.reset().detached();
        first = lif.order() == Order.CHARGE_FIRST ? 1 : 0;
        kappas = soft && detached ? null : new float[block.mostNeurons()];
    }

    void begin() {
        Arrays.fill(outputs, 0);
        Arrays.fill(sums, 0);
        kappa = first;
        chi = 1;
        if (kappas != null) {
            Arrays.fill(kappas, first);
        }
    }

    /// @param membranes u of one tick
    /// @param spikes y of the same
    void add(float[] membranes, float[] spikes) {
        Lanes.add(spikes, outputs, block.groups() * WIDTH);
        if (kappas == null) {
            addAlike(membranes);
        } else {
            addEach(membranes);
        }
    }

    private void addAlike(float[] membranes) {
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector phi = slope.at(FloatVector.fromArray(FLOATS, membranes, i));
            FloatVector.fromArray(FLOATS, sums, i).add(phi.mul(kappa)).intoArray(sums, i);
        }
        kappa = leak * kappa + 1;
    }

    private void addEach(float[] membranes) {
        chi = keptCurrent * chi + 1;
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector u = FloatVector.fromArray(FLOATS, membranes, i);
            FloatVector phi = slope.at(u);
            FloatVector before =
                    FloatVector.fromArray(FLOATS, kappas, i).blend(zero, u.abs().compare(VectorOperators.GE, limit));
            FloatVector.fromArray(FLOATS, sums, i).add(phi.mul(before)).intoArray(sums, i);
            FloatVector kept = FloatVector.broadcast(FLOATS, 1);
            if (!soft) {
                kept = kept.blend(0, u.compare(VectorOperators.GT, threshold));
            }
            if (!detached) {
                kept = kept.add((soft ? FloatVector.broadcast(FLOATS, -threshold) : u.neg()).mul(phi));
            }
            kept.mul(leak).mul(before).add(chi).intoArray(kappas, i);
        }
    }

    /// Writes the averages of a block.
    ///
    /// @param from first of its outputs
    void finish(long from) {
        int length = block.groups() * WIDTH;
        Lanes.divide(outputs, length, ticks);
        Lanes.write(outputs, length, into.output(), from);
        Lanes.divide(sums, block.neurons(), ticks);
        block.write(sums, into.sensitivity(), 0);
    }
}
