package org.spikestill.lab.torch;

import static org.spikestill.lab.torch.Lanes.FLOATS;
import static org.spikestill.lab.torch.Lanes.WIDTH;
import static org.spikestill.lab.torch.Lanes.load;
import static org.spikestill.lab.torch.Lanes.loadHalf;
import static org.spikestill.lab.torch.Lanes.store;
import static org.spikestill.lab.torch.Lanes.storeHalf;

import java.lang.foreign.MemorySegment;
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

    /// Whether the lanes of an output lie beside each other in the population.
    static boolean fits(PoolWindows windows) {
        return windows.size() == 1 || windows.channels() % WIDTH == 0;
    }

    /// First and last of the outputs that whole lanes cover: windows with channels begin at a multiple of the width.
    private static long[] whole(PoolWindows windows, long from, long to) {
        if (!fits(windows)) {
            return new long[] {to, to};
        }
        long first = windows.size() == 1 ? from : Math.min(to, (from + WIDTH - 1) / WIDTH * WIDTH);
        return new long[] {first, first + (to - first) / WIDTH * WIDTH};
    }

    @Override
    public long forward(Forward call, long from, long to) {
        long[] whole = whole(call.population().windows(), from, to);
        LaneBlock block = new LaneBlock(call.population());
        float[] counts = call.rate() == null ? null : new float[block.neurons()];
        LaneSensitivity sensitivity = call.sensitivity() == null
                ? null
                : new LaneSensitivity(call.population().neuron(), block.neurons());
        long fired = rest.forward(call, from, whole[0]) + rest.forward(call, whole[1], to);
        for (long first = whole[0]; first < whole[1]; first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole[1] - first));
            if (sensitivity != null) {
                sensitivity.begin();
            }
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
            for (int t = 0; t < call.population().ticks(); t++) {
                fired += forwardTick(call, block, first, t, counts, sensitivity);
            }
            if (sensitivity != null) {
                sensitivity.finish(block, call.population().ticks(), call.sensitivity());
            }
            if (counts != null) {
                rates(call, block, counts);
            }
        }
        return fired;
    }

    /// @param counts receives one more for each neuron that fires, or null
    /// @return spikes fired
    private static long forwardTick(
            Forward call, LaneBlock block, long first, int tick, float[] counts, LaneSensitivity sensitivity) {
        Population population = call.population();
        Lif lif = population.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        float leak = lif.leak();
        FloatVector threshold = FloatVector.broadcast(FLOATS, lif.threshold());
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        FloatVector zero = FloatVector.zero(FLOATS);
        MemorySegment current = population.current().memory();
        boolean halfIn = population.current().half();
        long input = population.constant() ? 0 : tick * population.neurons();
        MemorySegment spikes = call.spikes().memory();
        boolean halfOut = call.spikes().half();
        long output = tick * population.outputs() + first;
        int area = block.area;
        FloatVector all = zero;
        for (int g = 0, i = 0; g < block.groups(); g++) {
            long corner = input + block.corners[g];
            FloatVector fired = zero;
            for (int w = 0; w < area; w++, i += WIDTH) {
                long at = corner + block.shifts[w];
                FloatVector x = halfIn ? loadHalf(current, at) : load(current, at);
                FloatVector u = FloatVector.fromArray(FLOATS, block.v, i);
                if (chargeFirst) {
                    u = u.mul(leak).add(x);
                }
                VectorMask<Float> fires = u.compare(VectorOperators.GT, threshold);
                FloatVector rested = soft ? u.sub(threshold, fires) : u.blend(zero, fires);
                FloatVector next = chargeFirst ? rested : rested.mul(leak).add(x);
                next.intoArray(block.v, i);
                FloatVector spike = zero.blend(one, fires);
                if (counts != null) {
                    FloatVector.fromArray(FLOATS, counts, i).add(spike).intoArray(counts, i);
                }
                fired = fired.add(spike);
                if (sensitivity != null) {
                    sensitivity.add(u, fires, i);
                }
            }
            all = all.add(fired);
            if (area > 1) {
                fired = fired.div(area);
            }
            if (population.mask() != null) {
                fired = fired.mul(load(population.mask(), first + (long) g * WIDTH));
            }
            long here = output + (long) g * WIDTH;
            if (halfOut) {
                storeHalf(fired, spikes, here);
            } else {
                store(fired, spikes, here);
            }
        }
        return (long) all.reduceLanes(VectorOperators.ADD); // whole numbers far below 2²⁴: exact
    }

    private static void rates(Forward call, LaneBlock block, float[] counts) {
        int i = 0;
        for (int g = 0; g < block.groups(); g++) {
            for (int shift : block.shifts) {
                FloatVector rate = FloatVector.fromArray(FLOATS, counts, i)
                        .div(call.population().ticks());
                store(rate, call.rate(), block.corners[g] + shift);
                i += WIDTH;
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
        float[] membranes = new float[population.ticks() * block.neurons()];
        float[] g = new float[block.neurons()];
        float[] sum = new float[block.neurons()];
        for (long first = whole[0]; first < whole[1]; first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole[1] - first));
            for (int t = 0; t < population.ticks(); t++) {
                charge(population, block, t, membranes);
            }
            Arrays.fill(g, 0);
            Arrays.fill(sum, 0);
            for (int t = population.ticks() - 1; t >= 0; t--) {
                backwardTick(call, block, first, t, membranes, g, sum);
            }
            if (population.constant()) {
                finish(call, block, sum);
            }
        }
    }

    /// The membranes of one tick, once more.
    private static void charge(Population population, LaneBlock block, int tick, float[] membranes) {
        Lif lif = population.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        float leak = lif.leak();
        FloatVector threshold = FloatVector.broadcast(FLOATS, lif.threshold());
        FloatVector zero = FloatVector.zero(FLOATS);
        MemorySegment current = population.current().memory();
        boolean half = population.current().half();
        long input = population.constant() ? 0 : tick * population.neurons();
        int kept = tick * block.neurons();
        for (int g = 0, i = 0; g < block.groups(); g++) {
            long corner = input + block.corners[g];
            for (int w = 0; w < block.area; w++, i += WIDTH) {
                long at = corner + block.shifts[w];
                FloatVector x = half ? loadHalf(current, at) : load(current, at);
                FloatVector u = FloatVector.fromArray(FLOATS, block.v, i);
                if (chargeFirst) {
                    u = u.mul(leak).add(x);
                }
                u.intoArray(membranes, kept + i);
                VectorMask<Float> fires = u.compare(VectorOperators.GT, threshold);
                FloatVector rested = soft ? u.sub(threshold, fires) : u.blend(zero, fires);
                FloatVector next = chargeFirst ? rested : rested.mul(leak).add(x);
                next.intoArray(block.v, i);
            }
        }
    }

    private static void backwardTick(
            Backward call, LaneBlock block, long first, int tick, float[] membranes, float[] later, float[] sum) {
        Population population = call.population();
        Lif lif = population.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        boolean detached = lif.reset().detached();
        float leak = lif.leak();
        float threshold = lif.threshold();
        LaneSlope slope = LaneSlope.of(lif);
        FloatVector zero = FloatVector.zero(FLOATS);
        MemorySegment rateGradient = call.rateGradient();
        MemorySegment currentGradient = call.currentGradient().memory();
        boolean half = call.currentGradient().half();
        boolean constant = population.constant();
        long neurons = tick * population.neurons();
        int kept = tick * block.neurons();
        for (int g = 0, i = 0; g < block.groups(); g++) {
            FloatVector shared = outputGradient(call, first + (long) g * WIDTH, tick);
            for (int w = 0; w < block.area; w++, i += WIDTH) {
                long neuron = block.corners[g] + block.shifts[w];
                FloatVector u = FloatVector.fromArray(FLOATS, membranes, kept + i);
                FloatVector after = FloatVector.fromArray(FLOATS, later, i);
                FloatVector r = chargeFirst ? after : after.mul(leak);
                FloatVector delta = shared;
                if (rateGradient != null) {
                    delta = delta.add(load(rateGradient, neuron).div(population.ticks()));
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
                } else if (half) {
                    storeHalf(dx, currentGradient, neurons + neuron);
                } else {
                    store(dx, currentGradient, neurons + neuron);
                }
            }
        }
    }

    /// What an output's gradient gives to each neuron of its window.
    private static FloatVector outputGradient(Backward call, long output, int tick) {
        if (call.spikeGradient() == null) {
            return FloatVector.zero(FLOATS);
        }
        Population population = call.population();
        MemorySegment memory = call.spikeGradient().memory();
        long at = tick * population.outputs() + output;
        FloatVector gradient = call.spikeGradient().half() ? loadHalf(memory, at) : load(memory, at);
        if (population.mask() != null) {
            gradient = gradient.mul(load(population.mask(), output));
        }
        int area = population.windows().area();
        return area > 1 ? gradient.div(area) : gradient;
    }

    private static void finish(Backward call, LaneBlock block, float[] sum) {
        Values gradient = call.currentGradient();
        int i = 0;
        for (int g = 0; g < block.groups(); g++) {
            for (int shift : block.shifts) {
                FloatVector dx = FloatVector.fromArray(FLOATS, sum, i);
                if (gradient.half()) {
                    storeHalf(dx, gradient.memory(), block.corners[g] + shift);
                } else {
                    store(dx, gradient.memory(), block.corners[g] + shift);
                }
                i += WIDTH;
            }
        }
    }
}
