package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;
import static org.spikestill.lab.torch.kernel.Lanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// [LifKernel] over lanes, block by block, so that every large buffer is read or written once and nearly in order. What
/// fills no whole lanes, and pooled maps whose channels do not, are left to [ScalarLif].
public final class VectorLif implements LifKernel {
    private final ScalarLif rest = new ScalarLif();

    /// First and last of the outputs that whole lanes cover: windows with channels begin at a multiple of the width.
    private static long[] whole(PoolWindows windows, long from, long to) {
        if (!windows.fitLanes()) {
            return new long[] {to, to};
        }
        long first = windows.size() == 1 ? from : Math.min(to, (from + WIDTH - 1) / WIDTH * WIDTH);
        return new long[] {first, first + (to - first) / WIDTH * WIDTH};
    }

    @Override
    public long forward(Forward call, long from, long to) {
        Population population = call.population();
        long[] whole = whole(population.windows(), from, to);
        LaneBlock block = new LaneBlock(population);
        float[] counts = call.rate() == null ? null : new float[block.mostNeurons()];
        LaneSensitivity sensitivity =
                call.sensitivity() == null ? null : new LaneSensitivity(population.neuron(), block.mostNeurons());
        float[] membranes = counts == null && sensitivity == null ? null : new float[block.mostNeurons()];
        float[] currents = new float[block.mostNeurons()];
        float[] spikes = new float[block.outputs()];
        long fired = rest.forward(call, from, whole[0]) + rest.forward(call, whole[1], to);
        for (long first = whole[0]; first < whole[1]; first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole[1] - first));
            if (sensitivity != null) {
                sensitivity.begin();
            }
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
            for (int t = 0; t < population.ticks(); t++) {
                currents(population, block, t, currents);
                fired += fire(population, block, currents, membranes, spikes);
                put(call, first, t, spikes, block.groups() * WIDTH);
                if (counts != null) {
                    count(membranes, population.neuron().threshold(), counts);
                }
                if (sensitivity != null) {
                    sensitivity.add(membranes, block.neurons());
                }
            }
            if (sensitivity != null) {
                sensitivity.finish(block, population.ticks(), call.sensitivity());
            }
            if (counts != null) {
                Lanes.divide(counts, block.neurons(), population.ticks());
                block.write(counts, Values.floats(call.rate()), 0);
            }
        }
        return fired;
    }

    /// What a block's neurons receive at a tick; where it is the same at every tick it is there since the first.
    private static void currents(Population population, LaneBlock block, int tick, float[] currents) {
        if (!population.constant()) {
            block.read(population.current(), tick * population.neurons(), currents);
        } else if (tick == 0) {
            block.read(population.current(), 0, currents);
        }
    }

    /// Takes the membranes of a block through one tick.
    ///
    /// @param membranes receives u, which the threshold is compared with, or null
    /// @param spikes receives the mean of each window
    /// @return spikes fired
    private static long fire(
            Population population, LaneBlock block, float[] currents, float[] membranes, float[] spikes) {
        LaneMembrane membrane = LaneMembrane.of(population.neuron());
        PoolWindows windows = population.windows();
        float[] v = block.v;
        int outputs = block.groups() * WIDTH;
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector all = zero;
        for (int o = 0; o < outputs; o += WIDTH) {
            FloatVector fired = zero;
            for (int w = 0, i = o; w < block.area; w++, i += outputs) {
                FloatVector x = FloatVector.fromArray(FLOATS, currents, i);
                FloatVector u = membrane.charged(FloatVector.fromArray(FLOATS, v, i), x);
                VectorMask<Float> fires = membrane.fires(u);
                membrane.after(u, fires, x).intoArray(v, i);
                fired = fired.add(1, fires);
                if (membranes != null) {
                    u.intoArray(membranes, i);
                }
            }
            all = all.add(fired);
            windows.mean(fired).intoArray(spikes, o);
        }
        return (long) all.reduceLanes(VectorOperators.ADD); // whole numbers far below 2²⁴: exact
    }

    /// Writes the outputs of one tick, masked.
    private static void put(Forward call, long first, int tick, float[] spikes, int outputs) {
        mask(call.population(), first, spikes, outputs);
        Lanes.write(spikes, outputs, call.spikes(), tick * call.population().outputs() + first);
    }

    private static void mask(Population population, long first, float[] values, int outputs) {
        if (population.mask() != null) {
            for (int o = 0; o < outputs; o += WIDTH) {
                FloatVector.fromArray(FLOATS, values, o)
                        .mul(load(population.mask(), first + o))
                        .intoArray(values, o);
            }
        }
    }

    /// Counts the spikes of one tick.
    private static void count(float[] membranes, float threshold, float[] counts) {
        for (int i = 0; i < counts.length; i += WIDTH) {
            FloatVector u = FloatVector.fromArray(FLOATS, membranes, i);
            FloatVector before = FloatVector.fromArray(FLOATS, counts, i);
            before.add(1, u.compare(VectorOperators.GT, threshold)).intoArray(counts, i);
        }
    }

    @Override
    public void backward(Backward call, long from, long to) {
        Population population = call.population();
        long[] whole = whole(population.windows(), from, to);
        rest.backward(call, from, whole[0]);
        rest.backward(call, whole[1], to);
        LaneBlock block = new LaneBlock(population);
        float[] membranes = new float[population.ticks() * block.mostNeurons()];
        float[] currents = new float[block.mostNeurons()];
        float[] shared = new float[block.outputs()];
        float[] rates = call.rateGradient() == null ? null : new float[block.mostNeurons()];
        float[] later = new float[block.mostNeurons()];
        float[] sum = new float[block.mostNeurons()];
        for (long first = whole[0]; first < whole[1]; first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole[1] - first));
            for (int t = 0; t < population.ticks(); t++) {
                currents(population, block, t, currents);
                charge(population, block, currents, membranes, t * block.mostNeurons());
            }
            if (rates != null) {
                block.read(Values.floats(call.rateGradient()), 0, rates);
                Lanes.divide(rates, block.neurons(), population.ticks());
            }
            Arrays.fill(later, 0);
            Arrays.fill(sum, 0);
            for (int t = population.ticks() - 1; t >= 0; t--) {
                outputGradient(call, block, first, t, shared);
                discharge(population, block, membranes, t * block.mostNeurons(), shared, rates, later, currents);
                if (population.constant()) {
                    add(currents, sum, block.neurons());
                } else {
                    block.write(currents, call.currentGradient(), t * population.neurons());
                }
            }
            if (population.constant()) {
                block.write(sum, call.currentGradient(), 0);
            }
        }
    }

    /// Takes the membranes of a block through one tick.
    ///
    /// @param membranes receives u, which the threshold is compared with, from `at`
    private static void charge(Population population, LaneBlock block, float[] currents, float[] membranes, int at) {
        LaneMembrane membrane = LaneMembrane.of(population.neuron());
        float[] v = block.v;
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, currents, i);
            FloatVector u = membrane.charged(FloatVector.fromArray(FLOATS, v, i), x);
            u.intoArray(membranes, at + i);
            membrane.after(u, membrane.fires(u), x).intoArray(v, i);
        }
    }

    /// What the outputs' gradients of one tick give to each neuron of their windows.
    private static void outputGradient(Backward call, LaneBlock block, long first, int tick, float[] shared) {
        if (call.spikeGradient() == null) {
            return;
        }
        Population population = call.population();
        PoolWindows windows = population.windows();
        int outputs = block.groups() * WIDTH;
        Lanes.read(call.spikeGradient(), tick * population.outputs() + first, shared, outputs);
        mask(population, first, shared, outputs);
        for (int o = 0; o < outputs; o += WIDTH) {
            windows.mean(FloatVector.fromArray(FLOATS, shared, o)).intoArray(shared, o);
        }
    }

    /// Takes the gradients of a block back through one tick.
    ///
    /// @param membranes u of all ticks, of this one from `kept`
    /// @param shared dL/ds that a window's neurons have in common
    /// @param rates dL/ds that they do not, or null
    /// @param later g, the gradient of the membranes after this tick; becomes that of the ones before it
    /// @param currents receives dL/dx
    private static void discharge(
            Population population,
            LaneBlock block,
            float[] membranes,
            int kept,
            float[] shared,
            float[] rates,
            float[] later,
            float[] currents) {
        Lif lif = population.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        boolean detached = lif.reset().detached();
        float leak = lif.leak();
        float threshold = lif.threshold();
        LaneSlope slope = LaneSlope.of(lif);
        FloatVector zero = FloatVector.zero(FLOATS);
        int outputs = block.groups() * WIDTH;
        for (int window = 0; window < block.neurons(); window += outputs) {
            for (int o = 0; o < outputs; o += WIDTH) {
                int i = window + o;
                FloatVector u = FloatVector.fromArray(FLOATS, membranes, kept + i);
                FloatVector after = FloatVector.fromArray(FLOATS, later, i);
                FloatVector r = chargeFirst ? after : after.mul(leak);
                FloatVector delta = FloatVector.fromArray(FLOATS, shared, o);
                if (rates != null) {
                    delta = delta.add(FloatVector.fromArray(FLOATS, rates, i));
                }
                if (!detached) {
                    delta = delta.add(r.mul(soft ? FloatVector.broadcast(FLOATS, -threshold) : u.neg()));
                }
                FloatVector rest = soft ? r : r.blend(zero, u.compare(VectorOperators.GT, threshold));
                FloatVector du = delta.mul(slope.at(u)).add(rest);
                FloatVector dx = chargeFirst ? du : after;
                (chargeFirst ? du.mul(leak) : du).intoArray(later, i);
                dx.intoArray(currents, i);
            }
        }
    }

    private static void add(float[] values, float[] sum, int length) {
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector.fromArray(FLOATS, sum, i)
                    .add(FloatVector.fromArray(FLOATS, values, i))
                    .intoArray(sum, i);
        }
    }
}
