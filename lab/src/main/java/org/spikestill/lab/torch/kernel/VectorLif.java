package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

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

    @Override
    public long forward(Forward call, long from, long to) {
        Population population = call.population();
        PoolWindows.Span whole = population.windows().lanes(from, to);
        LaneBlock block = new LaneBlock(population.windows());
        LaneDrive drive = LaneDrive.of(population, block);
        LaneAverages averages = call.averages() == null ? null : new LaneAverages(population, call.averages(), block);
        float[] counts = call.rate() == null ? null : new float[block.mostNeurons()];
        float[] membranes = counts == null && averages == null ? null : new float[block.mostNeurons()];
        float[] currents = new float[block.mostNeurons()];
        float[] v = new float[block.mostNeurons()];
        float[] spikes = new float[block.outputs()];
        long fired = rest.forward(call, from, whole.from()) + rest.forward(call, whole.to(), to);
        for (long first = whole.from(); first < whole.to(); first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole.to() - first));
            block.start(population.start(), v);
            if (drive != null) {
                drive.begin();
            }
            if (averages != null) {
                averages.begin();
            }
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
            for (int t = 0; t < population.ticks(); t++) {
                currents(population, block, t, currents);
                float[] driving = drive == null ? currents : drive.charge(currents, v);
                fired += fire(population, block, driving, v, membranes, spikes);
                put(call, first, t, spikes, block.groups() * WIDTH);
                if (counts != null) {
                    count(membranes, population.neuron().lif().threshold(), counts);
                }
                if (averages != null) {
                    averages.add(membranes, spikes);
                }
            }
            if (averages != null) {
                averages.finish(first);
            }
            if (counts != null) {
                Lanes.divide(counts, block.neurons(), population.ticks());
                block.write(counts, Values.floats(call.rate()), 0);
            }
        }
        return fired;
    }

    /// Input currents of a block at a tick; constant ones are read at the first only.
    private static void currents(Population population, LaneBlock block, int tick, float[] currents) {
        if (!population.constant()) {
            block.read(population.current(), tick * population.neurons(), currents);
        } else if (tick == 0) {
            block.read(population.current(), 0, currents);
        }
    }

    /// Takes the membranes of a block through one tick.
    ///
    /// @param v the membranes
    /// @param membranes receives u, which the threshold is compared with, or null
    /// @param spikes receives the mean of each window
    /// @return spikes fired
    private static long fire(
            Population population, LaneBlock block, float[] currents, float[] v, float[] membranes, float[] spikes) {
        LaneMembrane membrane = LaneMembrane.of(population.neuron().lif());
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
            Lanes.mean(fired, block.area).intoArray(spikes, o);
        }
        return (long) all.reduceLanes(VectorOperators.ADD); // whole numbers far below 2²⁴: exact
    }

    /// Writes the outputs of one tick, masked.
    private static void put(Forward call, long first, int tick, float[] spikes, int outputs) {
        Population population = call.population();
        if (population.mask() != null) {
            Lanes.multiply(spikes, outputs, population.mask(), first);
        }
        Lanes.write(spikes, outputs, call.spikes(), tick * population.outputs() + first);
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
        PoolWindows.Span whole = population.windows().lanes(from, to);
        rest.backward(call, from, whole.from());
        rest.backward(call, whole.to(), to);
        LaneBlock block = new LaneBlock(population.windows());
        LaneDrive drive = LaneDrive.of(population, block);
        float[] v = new float[block.mostNeurons()];
        float[] membranes = new float[population.ticks() * block.mostNeurons()];
        float[] currents = new float[block.mostNeurons()];
        float[] shared = new float[block.outputs()];
        float[] rates = call.rateGradient() == null ? null : new float[block.mostNeurons()];
        float[] later = new float[block.mostNeurons()];
        float[] sum = new float[block.mostNeurons()];
        for (long first = whole.from(); first < whole.to(); first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole.to() - first));
            block.start(population.start(), v);
            if (drive != null) {
                drive.begin();
            }
            for (int t = 0; t < population.ticks(); t++) {
                currents(population, block, t, currents);
                float[] driving = drive == null ? currents : drive.charge(currents, v);
                charge(population, block, driving, v, membranes, t * block.mostNeurons());
            }
            if (rates != null) {
                block.read(Values.floats(call.rateGradient()), 0, rates);
                Lanes.divide(rates, block.neurons(), population.ticks());
            }
            Arrays.fill(later, 0);
            Arrays.fill(sum, 0);
            for (int t = population.ticks() - 1; t >= 0; t--) {
                if (call.spikeGradient() != null) {
                    long at = t * population.outputs() + first;
                    block.share(call.spikeGradient(), at, population.mask(), first, shared);
                }
                discharge(population, block, membranes, t * block.mostNeurons(), shared, rates, later, currents);
                if (drive != null) {
                    drive.discharge(membranes, t * block.mostNeurons(), currents, later);
                }
                if (population.constant()) {
                    Lanes.add(currents, sum, block.neurons());
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
    private static void charge(
            Population population, LaneBlock block, float[] currents, float[] v, float[] membranes, int at) {
        LaneMembrane membrane = LaneMembrane.of(population.neuron().lif());
        for (int i = 0; i < block.neurons(); i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, currents, i);
            FloatVector u = membrane.charged(FloatVector.fromArray(FLOATS, v, i), x);
            u.intoArray(membranes, at + i);
            membrane.after(u, membrane.fires(u), x).intoArray(v, i);
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
        Lif lif = population.neuron().lif();
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
}
