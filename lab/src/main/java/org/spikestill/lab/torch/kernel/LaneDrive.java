package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.lab.torch.kernel.LifKernel.Population;

/// The synaptic currents of a block of driven neurons: they charge the membranes in front of [VectorLif], whose own leak is 0 then, and
/// take the gradients back behind it.
///
/// ```
/// g = dL/du[t], 0 where u is at its limit:   dL/dv[t−1] = membrane'·g     dL/dx[t] = dL/di[t] = g + current'·dL/di[t+1]
/// ```
final class LaneDrive {
    private final Population population;
    private final Dynamics neuron;
    private final LaneBlock block;
    private final float[] current;
    private final float[] charged;

    /// dL/di of the tick after the one at hand.
    private final float[] later;

    private LaneDrive(Population population, LaneBlock block) {
        this.population = population;
        this.neuron = population.neuron();
        this.block = block;
        current = new float[block.mostNeurons()];
        charged = new float[block.mostNeurons()];
        later = new float[block.mostNeurons()];
    }

    /// The currents of a population, or null where its inputs charge the membranes.
    static LaneDrive of(Population population, LaneBlock block) {
        return population.neuron().driven() ? new LaneDrive(population, block) : null;
    }

    /// Begins a block, in front of its first tick and behind its last.
    void begin() {
        block.start(population.currentStart(), current);
        Arrays.fill(later, 0);
    }

    /// Takes the currents of the block through one tick.
    ///
    /// @param inputs x
    /// @param v membranes before
    /// @return u, valid until the next tick
    float[] charge(float[] inputs, float[] v) {
        LaneDecay.of(neuron.current()).of(current, block.neurons(), current);
        LaneDecay.of(neuron.membrane()).of(v, block.neurons(), charged);
        float limit = neuron.limit();
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector now = FloatVector.fromArray(FLOATS, current, i).add(FloatVector.fromArray(FLOATS, inputs, i));
            now.intoArray(current, i);
            FloatVector.fromArray(FLOATS, charged, i)
                    .add(now)
                    .max(-limit)
                    .min(limit)
                    .intoArray(charged, i);
        }
        return charged;
    }

    /// Takes the gradients of the block back through one tick.
    ///
    /// @param membranes u of all ticks, of this one from `kept`
    /// @param gradients dL/du; receives dL/dx
    /// @param before receives dL/dv of the tick before
    void discharge(float[] membranes, int kept, float[] gradients, float[] before) {
        float limit = neuron.limit() == Float.POSITIVE_INFINITY ? Float.NaN : neuron.limit(); // nothing is at NaN
        float keptCurrent = neuron.current().factor();
        float keptMembrane = neuron.membrane().factor();
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector u = FloatVector.fromArray(FLOATS, membranes, kept + i);
            FloatVector g = FloatVector.fromArray(FLOATS, gradients, i)
                    .blend(zero, u.abs().compare(VectorOperators.GE, limit));
            g.mul(keptMembrane).intoArray(before, i);
            FloatVector back =
                    FloatVector.fromArray(FLOATS, later, i).mul(keptCurrent).add(g);
            back.intoArray(later, i);
            back.intoArray(gradients, i);
        }
    }
}
