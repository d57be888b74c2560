package org.spikestill.lab.torch;

import static org.spikestill.lab.torch.Lanes.FLOATS;
import static org.spikestill.lab.torch.Lanes.WIDTH;
import static org.spikestill.lab.torch.Lanes.load;
import static org.spikestill.lab.torch.Lanes.store;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// [LifKernel] over lanes, block by block, so that every large buffer is read or written once and nearly in order. What
/// fills no whole lanes, and pooled maps whose channels do not, are left to [ScalarLif].
final class VectorLif implements LifKernel {
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
                fired += forwardTick(call, block, first, t, membranes);
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
                rates(call, block, counts);
            }
        }
        return fired;
    }

    /// @param membranes receives u, which the threshold is compared with, or null
    /// @return spikes fired
    private static long forwardTick(Forward call, LaneBlock block, long first, int tick, float[] membranes) {
        Population population = call.population();
        LaneMembrane membrane = LaneMembrane.of(population.neuron());
        Values current = population.current();
        Values spikes = call.spikes();
        long input = population.constant() ? 0 : tick * population.neurons();
        long output = tick * population.outputs() + first;
        float[] v = block.v;
        int outputs = block.groups() * WIDTH;
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector all = zero;
        for (int g = 0, o = 0; g < block.groups(); g++, o += WIDTH) {
            long corner = input + block.corners[g];
            FloatVector fired = zero;
            for (int w = 0, i = o; w < block.area; w++, i += outputs) {
                FloatVector x = load(current, corner + block.shifts[w]);
                FloatVector u = membrane.charged(FloatVector.fromArray(FLOATS, v, i), x);
                VectorMask<Float> fires = membrane.fires(u);
                membrane.after(u, fires, x).intoArray(v, i);
                fired = fired.add(1, fires);
                if (membranes != null) {
                    u.intoArray(membranes, i);
                }
            }
            all = all.add(fired);
            store(masked(population, population.windows().mean(fired), first + o), spikes, output + o);
        }
        return (long) all.reduceLanes(VectorOperators.ADD); // whole numbers far below 2²⁴: exact
    }

    /// Counts the spikes of one tick.
    private static void count(float[] membranes, float threshold, float[] counts) {
        for (int i = 0; i < counts.length; i += WIDTH) {
            FloatVector u = FloatVector.fromArray(FLOATS, membranes, i);
            FloatVector before = FloatVector.fromArray(FLOATS, counts, i);
            before.add(1, u.compare(VectorOperators.GT, threshold)).intoArray(counts, i);
        }
    }

    private static FloatVector masked(Population population, FloatVector values, long output) {
        return population.mask() == null ? values : values.mul(load(population.mask(), output));
    }

    private static void rates(Forward call, LaneBlock block, float[] counts) {
        int i = 0;
        for (int shift : block.shifts) {
            for (int g = 0; g < block.groups(); g++, i += WIDTH) {
                FloatVector rate = FloatVector.fromArray(FLOATS, counts, i)
                        .div(call.population().ticks());
                store(rate, call.rate(), block.corners[g] + shift);
            }
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
        float[] shared = new float[block.outputs()];
        float[] rates = call.rateGradient() == null ? null : new float[block.mostNeurons()];
        float[] later = new float[block.mostNeurons()];
        float[] sum = new float[block.mostNeurons()];
        for (long first = whole[0]; first < whole[1]; first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole[1] - first));
            for (int t = 0; t < population.ticks(); t++) {
                charge(population, block, t, membranes, t * block.mostNeurons());
            }
            if (rates != null) {
                rateGradient(call, block, rates);
            }
            Arrays.fill(later, 0);
            Arrays.fill(sum, 0);
            for (int t = population.ticks() - 1; t >= 0; t--) {
                outputGradient(call, block, first, t, shared);
                discharge(call, block, t, membranes, shared, rates, later, sum);
            }
            if (population.constant()) {
                finish(call, block, sum);
            }
        }
    }

    /// Takes the membranes of a block through one tick.
    ///
    /// @param membranes receives u, which the threshold is compared with, from `at`
    private static void charge(Population population, LaneBlock block, int tick, float[] membranes, int at) {
        LaneMembrane membrane = LaneMembrane.of(population.neuron());
        Values current = population.current();
        long input = population.constant() ? 0 : tick * population.neurons();
        float[] v = block.v;
        int i = 0;
        for (int shift : block.shifts) {
            for (int g = 0; g < block.groups(); g++, i += WIDTH) {
                FloatVector x = load(current, input + shift + block.corners[g]);
                FloatVector u = membrane.charged(FloatVector.fromArray(FLOATS, v, i), x);
                u.intoArray(membranes, at + i);
                membrane.after(u, membrane.fires(u), x).intoArray(v, i);
            }
        }
    }

    /// What the rate's gradient gives to each tick of a neuron.
    private static void rateGradient(Backward call, LaneBlock block, float[] rates) {
        int i = 0;
        for (int shift : block.shifts) {
            for (int g = 0; g < block.groups(); g++, i += WIDTH) {
                load(call.rateGradient(), block.corners[g] + shift)
                        .div(call.population().ticks())
                        .intoArray(rates, i);
            }
        }
    }

    /// What the outputs' gradients of one tick give to each neuron of their windows.
    private static void outputGradient(Backward call, LaneBlock block, long first, int tick, float[] shared) {
        if (call.spikeGradient() == null) {
            return;
        }
        Population population = call.population();
        long at = tick * population.outputs() + first;
        for (int i = 0; i < block.groups() * WIDTH; i += WIDTH) {
            FloatVector gradient = masked(population, load(call.spikeGradient(), at + i), first + i);
            population.windows().mean(gradient).intoArray(shared, i);
        }
    }

    /// Takes the gradients of a block back through one tick.
    ///
    /// @param membranes u of all ticks
    /// @param shared dL/ds that a window's neurons have in common
    /// @param rates dL/ds that they do not, or null
    /// @param later g, the gradient of the membranes after this tick; becomes that of the ones before it
    /// @param sum receives dL/dx on top, where it is the same x at every tick
    private static void discharge(
            Backward call,
            LaneBlock block,
            int tick,
            float[] membranes,
            float[] shared,
            float[] rates,
            float[] later,
            float[] sum) {
        Population population = call.population();
        Lif lif = population.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        boolean detached = lif.reset().detached();
        float leak = lif.leak();
        float threshold = lif.threshold();
        LaneSlope slope = LaneSlope.of(lif);
        FloatVector zero = FloatVector.zero(FLOATS);
        Values gradient = call.currentGradient();
        boolean constant = population.constant();
        long neurons = tick * population.neurons();
        int i = 0;
        int kept = tick * block.mostNeurons();
        for (int shift : block.shifts) {
            for (int g = 0; g < block.groups(); g++, i += WIDTH) {
                FloatVector u = FloatVector.fromArray(FLOATS, membranes, kept + i);
                FloatVector after = FloatVector.fromArray(FLOATS, later, i);
                FloatVector r = chargeFirst ? after : after.mul(leak);
                FloatVector delta = FloatVector.fromArray(FLOATS, shared, g * WIDTH);
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
                if (constant) {
                    FloatVector.fromArray(FLOATS, sum, i).add(dx).intoArray(sum, i);
                } else {
                    store(dx, gradient, neurons + shift + block.corners[g]);
                }
            }
        }
    }

    private static void finish(Backward call, LaneBlock block, float[] sum) {
        int i = 0;
        for (int shift : block.shifts) {
            for (int g = 0; g < block.groups(); g++, i += WIDTH) {
                FloatVector dx = FloatVector.fromArray(FLOATS, sum, i);
                store(dx, call.currentGradient(), block.corners[g] + shift);
            }
        }
    }
}
