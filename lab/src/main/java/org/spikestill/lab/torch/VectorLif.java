package org.spikestill.lab.torch;

import static java.nio.ByteOrder.nativeOrder;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// [LifKernel] over lanes: blocks of neurons small enough that their membranes stay in the first-level cache, each
/// walked through all ticks, so that every large buffer is read or written once and in order. What fills no block of
/// whole lanes is left to [ScalarLif].
final class VectorLif implements LifKernel {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final int BLOCK = 1024;

    private final ScalarLif rest = new ScalarLif();

    /// Whether this kernel knows the slope of a surrogate; the rest stay on the reference path.
    static boolean knows(Surrogate surrogate) {
        return surrogate instanceof Triangle
                || surrogate instanceof Atan
                || surrogate instanceof Rectangle
                || surrogate instanceof Sigmoid;
    }

    @Override
    public long forward(Forward call, long from, long to) {
        long whole = from + (to - from) / WIDTH * WIDTH;
        float[] v = new float[BLOCK];
        float[] counts = new float[BLOCK];
        Sensitivity sensitivity = call.sensitivity() == null ? null : new Sensitivity(call.neuron());
        long fired = 0;
        for (long block = from; block < whole; block += BLOCK) {
            fired += forwardBlock(call, block, (int) Math.min(BLOCK, whole - block), v, counts, sensitivity);
        }
        return fired + rest.forward(call, whole, to);
    }

    private static long forwardBlock(
            Forward call, long block, int length, float[] v, float[] counts, Sensitivity sensitivity) {
        begin(call, block, length, v);
        if (sensitivity != null) {
            sensitivity.begin();
        }
        java.util.Arrays.fill(counts, 0, length, 0);
        Lif lif = call.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        boolean keep = call.membrane() != null;
        float leak = lif.leak();
        FloatVector threshold = FloatVector.broadcast(LANES, lif.threshold());
        FloatVector one = FloatVector.broadcast(LANES, 1);
        FloatVector zero = FloatVector.zero(LANES);
        for (int t = 0; t < call.ticks(); t++) {
            long here = 4 * (t * call.neurons() + block);
            long input = call.constant() ? 4 * block : here;
            for (int i = 0; i < length; i += WIDTH) {
                FloatVector x = load(call.current(), input + 4L * i);
                FloatVector u = FloatVector.fromArray(LANES, v, i);
                if (chargeFirst) {
                    u = u.mul(leak).add(x);
                }
                VectorMask<Float> fires = u.compare(VectorOperators.GT, threshold);
                FloatVector rested = soft ? u.sub(threshold, fires) : u.blend(zero, fires);
                FloatVector next = chargeFirst ? rested : rested.mul(leak).add(x);
                next.intoArray(v, i);
                if (keep) {
                    store(u, call.membrane(), here + 4L * i);
                }
                FloatVector spikes = zero.blend(one, fires);
                store(spikes, call.spikes(), here + 4L * i);
                FloatVector.fromArray(LANES, counts, i).add(spikes).intoArray(counts, i);
                if (sensitivity != null) {
                    sensitivity.add(u, fires, i);
                }
            }
        }
        if (sensitivity != null) {
            sensitivity.finish(call, block, length);
        }
        return finish(call, block, length, counts);
    }

    private static void begin(Forward call, long block, int length, float[] v) {
        if (call.start() == null) {
            java.util.Arrays.fill(v, 0, length, 0);
            return;
        }
        for (int i = 0; i < length; i++) {
            v[i] = call.start().getAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, (block + i) % call.startLength());
        }
    }

    private static long finish(Forward call, long block, int length, float[] counts) {
        double fired = 0;
        for (int i = 0; i < length; i += WIDTH) {
            FloatVector count = FloatVector.fromArray(LANES, counts, i);
            fired += count.reduceLanes(VectorOperators.ADD); // whole numbers far below 2²⁴: exact
            if (call.rate() != null) {
                store(count.div(call.ticks()), call.rate(), 4 * (block + i));
            }
        }
        return (long) fired;
    }

    @Override
    public void backward(Backward call, long from, long to) {
        long whole = from + (to - from) / WIDTH * WIDTH;
        float[] g = new float[BLOCK];
        float[] sum = new float[BLOCK];
        for (long block = from; block < whole; block += BLOCK) {
            backwardBlock(call, block, (int) Math.min(BLOCK, whole - block), g, sum);
        }
        rest.backward(call, whole, to);
    }

    private static void backwardBlock(Backward call, long block, int length, float[] g, float[] sum) {
        java.util.Arrays.fill(g, 0, length, 0);
        java.util.Arrays.fill(sum, 0, length, 0);
        Lif lif = call.neuron();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        boolean detached = lif.reset().detached();
        float leak = lif.leak();
        float threshold = lif.threshold();
        Slope slope = Slope.of(lif.surrogate());
        FloatVector zero = FloatVector.zero(LANES);
        for (int t = call.ticks() - 1; t >= 0; t--) {
            long here = 4 * (t * call.neurons() + block);
            for (int i = 0; i < length; i += WIDTH) {
                FloatVector u = load(call.membrane(), here + 4L * i);
                FloatVector later = FloatVector.fromArray(LANES, g, i);
                FloatVector r = chargeFirst ? later : later.mul(leak);
                FloatVector delta = zero;
                if (call.rateGradient() != null) {
                    delta = load(call.rateGradient(), 4 * (block + i)).div(call.ticks());
                }
                if (call.spikeGradient() != null) {
                    delta = delta.add(load(call.spikeGradient(), here + 4L * i));
                }
                if (!detached) {
                    delta = delta.add(r.mul(soft ? FloatVector.broadcast(LANES, -threshold) : u.neg()));
                }
                FloatVector z = u.sub(threshold).div(threshold);
                FloatVector kept = soft ? r : r.blend(zero, u.compare(VectorOperators.GT, threshold));
                FloatVector du = delta.mul(slope.at(z).div(threshold)).add(kept);
                FloatVector dx = chargeFirst ? du : later;
                (chargeFirst ? du.mul(leak) : du).intoArray(g, i);
                if (call.constant()) {
                    FloatVector.fromArray(LANES, sum, i).add(dx).intoArray(sum, i);
                } else {
                    store(dx, call.currentGradient(), here + 4L * i);
                }
            }
        }
        if (call.constant()) {
            for (int i = 0; i < length; i += WIDTH) {
                store(FloatVector.fromArray(LANES, sum, i), call.currentGradient(), 4 * (block + i));
            }
        }
    }

    /// κ and the sum of φ·κ of one block of neurons, as [LifKernel] defines them.
    private static final class Sensitivity {
        private final float[] kappas = new float[BLOCK];
        private final float[] sums = new float[BLOCK];
        private final Slope slope;
        private final float threshold;
        private final float leak;
        private final float first;
        private final boolean soft;
        private final boolean detached;

        Sensitivity(Lif lif) {
            slope = Slope.of(lif.surrogate());
            threshold = lif.threshold();
            leak = lif.leak();
            first = lif.order() == Order.CHARGE_FIRST ? 1 : 0;
            soft = lif.reset().target() == Reset.Target.SUBTRACT;
            detached = lif.reset().detached();
        }

        void begin() {
            java.util.Arrays.fill(kappas, first);
            java.util.Arrays.fill(sums, 0);
        }

        void add(FloatVector u, VectorMask<Float> fires, int i) {
            FloatVector phi = slope.at(u.sub(threshold).div(threshold)).div(threshold);
            FloatVector kappa = FloatVector.fromArray(LANES, kappas, i);
            FloatVector.fromArray(LANES, sums, i).add(phi.mul(kappa)).intoArray(sums, i);
            FloatVector kept = FloatVector.broadcast(LANES, 1);
            if (!soft) {
                kept = kept.blend(0, fires);
            }
            if (!detached) {
                kept = kept.add((soft ? FloatVector.broadcast(LANES, -threshold) : u.neg()).mul(phi));
            }
            kept.mul(leak).mul(kappa).add(1).intoArray(kappas, i);
        }

        void finish(Forward call, long block, int length) {
            for (int i = 0; i < length; i += WIDTH) {
                store(FloatVector.fromArray(LANES, sums, i).div(call.ticks()), call.sensitivity(), 4 * (block + i));
            }
        }
    }

    /// Closed-form slopes over lanes. One record with a switch, not one class per slope: a call that could go to
    /// several classes would not be inlined, and vectors would be boxed.
    private record Slope(int form, float height, float width) {
        static Slope of(Surrogate surrogate) {
            return switch (surrogate) {
                case Triangle(float gamma) -> new Slope(0, gamma, 1);
                case Atan(float alpha) -> new Slope(1, alpha / 2, (float) (Math.PI / 2 * alpha));
                case Rectangle(float width) -> new Slope(2, 1 / width, width / 2);
                case Sigmoid(float alpha) -> new Slope(3, alpha, alpha);
                default -> throw new IllegalArgumentException("no lanes for " + surrogate);
            };
        }

        FloatVector at(FloatVector z) {
            return switch (form) {
                case 0 -> z.abs().neg().add(1).max(0).mul(height);
                case 1 -> {
                    FloatVector x = z.mul(width);
                    yield FloatVector.broadcast(LANES, height).div(x.mul(x).add(1));
                }
                case 2 -> FloatVector.zero(LANES).blend(height, z.abs().compare(VectorOperators.LE, width));
                default -> {
                    FloatVector e = z.mul(-width).lanewise(VectorOperators.EXP);
                    FloatVector p = FloatVector.broadcast(LANES, 1).div(e.add(1));
                    yield p.mul(p.neg().add(1)).mul(height);
                }
            };
        }
    }

    private static FloatVector load(MemorySegment values, long offset) {
        return FloatVector.fromMemorySegment(LANES, values, offset, nativeOrder());
    }

    private static void store(FloatVector vector, MemorySegment values, long offset) {
        vector.intoMemorySegment(values, offset, nativeOrder());
    }
}
