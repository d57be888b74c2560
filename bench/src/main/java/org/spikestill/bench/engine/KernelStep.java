package org.spikestill.bench.engine;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.runtime.kernel.Counts;
import org.spikestill.runtime.kernel.Events;
import org.spikestill.runtime.kernel.Frame;
import org.spikestill.runtime.kernel.IntegerRange;
import org.spikestill.runtime.kernel.IntegerSynapses;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.Layout;
import org.spikestill.runtime.kernel.Pooling;
import org.spikestill.runtime.kernel.ScalarKernels;
import org.spikestill.runtime.kernel.Synapses;
import org.spikestill.runtime.kernel.Windows;

/// Each kernel alone, on the second layer of the benchmarked network: 64 maps of 16×16 to 128, 3×3, then 2×2 means.
/// Answers are checked against the scalar kernels first. `gc.alloc.rate.norm` is the number of bytes that a call allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelStep {
    private static final Shape IN = Shape.of(64, 16, 16);
    private static final Shape OUT = Shape.of(128, 16, 16);
    private static final Shape POOLED = Shape.of(128, 8, 8);
    private static final Layer.Conv2d CONV = Layer.Conv2d.same(128, 3, false);
    private static final int WINDOW = 64 * 9;
    private static final int TICKS = 4;
    private static final Lif LIF = new Lif(0.9f, 8, new Reset(), Order.CHARGE_FIRST, new Atan());

    /// Share of the inputs that are events.
    @Param({"0.2", "0.05"})
    public double density;

    private final Kernels kernels = Kernels.best();
    private final Arena arena = Arena.ofShared();
    private final float[] input = new float[Kernels.capacity(IN.elements())];
    private final float[] currents = new float[Kernels.capacity(OUT.elements())];
    private final float[] membranes = new float[Kernels.capacity(OUT.elements())];
    private final float[] averages = new float[Kernels.capacity(POOLED.elements())];
    private final float[] start = new float[membranes.length];
    private final Events events = Events.graded(Layout.of(IN));
    private final Events spikes = Events.spikes(Layout.of(OUT));
    private final Events[] means = new Events[TICKS];
    private final Counts counts = new Counts(Layout.of(IN), TICKS);
    private final Frame frame = new Frame(CONV, IN, OUT);
    private final float[] dense = new float[frame.elements()];
    private final Pooling pooling = new Pooling(2, OUT, POOLED);
    private Synapses synapses;
    private IntegerSynapses integers;

    @Setup(Level.Trial)
    public void open() {
        Windows windows = Windows.of(CONV, IN, OUT);
        Layout window = new Layout(64, 9);
        Block weights = Block.of(Shape.of(128, WINDOW), Seed.of(1).normals(128 * WINDOW));
        float[] bias = new float[128];
        synapses = new Synapses(windows, Layout.of(IN), window, weights, bias, arena);
        integers = new IntegerSynapses(windows, Layout.of(IN), window, weights, bias, new IntegerRange(4, 4), arena);
        for (int i = 0; i < IN.elements(); i++) {
            input[i] = Seed.uniform(2, i) < density ? 1 + (int) (3 * Seed.uniform(3, i)) : 0;
            input[i] /= 4;
        }
        Arrays.setAll(means, _ -> Events.graded(Layout.of(POOLED)));
        check();
    }

    private void check() {
        Kernels plain = new ScalarKernels();
        kernels.sparsify(input, events);
        counts.refill(events);
        frame.fill(events, dense);
        float[] wanted = new float[currents.length];
        plain.gather(synapses, events, wanted);
        kernels.gather(synapses, events, currents);
        require(wanted, currents, OUT.elements(), "gather");
        kernels.convolve(synapses, frame, dense, currents);
        require(wanted, currents, OUT.elements(), "convolve");
        plain.gather(integers, counts, wanted);
        kernels.gather(integers, counts, currents);
        require(wanted, currents, OUT.elements(), "gather of integers");
        float[] plainMembranes = new float[membranes.length];
        plain.fire(LIF, pooling, start, plainMembranes, currents, means, TICKS);
        kernels.fire(LIF, pooling, start, membranes, currents, means, TICKS);
        require(plainMembranes, membranes, OUT.elements(), "fire");
        kernels.fire(LIF, membranes, membranes, currents, spikes);
    }

    private static void require(float[] wanted, float[] found, int length, String kernel) {
        if (!Arrays.equals(wanted, 0, length, found, 0, length)) {
            throw new IllegalStateException("the vector kernel disagrees with the scalar one: " + kernel);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    @Benchmark
    public float[] gather() {
        kernels.gather(synapses, events, currents);
        return currents;
    }

    @Benchmark
    public float[] gatherIntegers() {
        counts.refill(events);
        kernels.gather(integers, counts, currents);
        return currents;
    }

    @Benchmark
    public float[] convolve() {
        frame.fill(events, dense);
        kernels.convolve(synapses, frame, dense, currents);
        return currents;
    }

    @Benchmark
    public int fire() {
        kernels.fire(LIF, membranes, membranes, currents, spikes);
        return spikes.count();
    }

    /// Four ticks, of which one is a quarter.
    @Benchmark
    public int fireIntoMeans() {
        kernels.fire(LIF, pooling, start, membranes, currents, means, TICKS);
        return means[TICKS - 1].count();
    }

    @Benchmark
    public float[] pool() {
        pooling.average(spikes, averages);
        return averages;
    }

    @Benchmark
    public int sparsify() {
        kernels.sparsify(input, events);
        return events.count();
    }
}
