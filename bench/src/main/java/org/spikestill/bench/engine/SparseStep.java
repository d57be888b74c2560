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
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.kernel.Events;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.Layout;
import org.spikestill.runtime.kernel.SparseSynapses;
import org.spikestill.runtime.kernel.Synapses;
import org.spikestill.runtime.kernel.Windows;

/// The gather of one linear layer, 512 to 512 units, by dense rows and by rows of surviving synapses: where they meet is the
/// share of weights below which the engine takes the sparse form.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SparseStep {
    private static final int UNITS = 512;
    private static final float ACTIVE = 0.2f;

    /// Share of the synapses that are there.
    @Param({"0.02", "0.05", "0.1", "0.25"})
    public double kept;

    private final Kernels kernels = Kernels.best();
    private final Arena arena = Arena.ofShared();
    private final Layout layout = new Layout(UNITS, 1);
    private final Events events = Events.graded(layout);
    private final float[] currents = new float[Kernels.capacity(UNITS)];
    private Synapses dense;
    private SparseSynapses sparse;

    @Setup(Level.Trial)
    public void open() {
        float[] values = Seed.of(1).normals(UNITS * UNITS);
        for (int i = 0; i < values.length; i++) {
            values[i] = Seed.uniform(2, i) < kept ? values[i] : 0;
        }
        Block weights = Block.of(Shape.of(UNITS, UNITS), values);
        Windows windows = Windows.whole(layout);
        dense = new Synapses(windows, layout, layout, weights, new float[UNITS], arena);
        sparse = new SparseSynapses(windows, layout, layout, weights, new float[UNITS]);
        float[] input = new float[Kernels.capacity(UNITS)];
        for (int i = 0; i < UNITS; i++) {
            input[i] = Seed.uniform(3, i) < ACTIVE ? 1 : 0;
        }
        kernels.sparsify(input, events);
        float[] wanted = dense().clone();
        if (!Arrays.equals(wanted, 0, UNITS, sparse(), 0, UNITS)) {
            throw new IllegalStateException("the sparse gather disagrees with the dense one");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    @Benchmark
    public float[] dense() {
        kernels.gather(dense, events, currents);
        return currents;
    }

    @Benchmark
    public float[] sparse() {
        sparse.gather(events, currents);
        return currents;
    }
}
