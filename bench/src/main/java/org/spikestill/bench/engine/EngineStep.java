package org.spikestill.bench.engine;

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
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.WeightType;

/// One sample, and one step of a stream, on warm code. `gc.alloc.rate.norm` is the number of bytes that each allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineStep {
    @Param({"0.1", "0.025"})
    public double activity;

    @Param({"FP32", "INT8"})
    public WeightType weights;

    private final int[] events = new int[100];
    private Engine engine;
    private Session samples;
    private Session stream;
    private float[] sample;
    private int tick;

    @Setup(Level.Trial)
    public void open() {
        Workload workload = Workload.of(4, activity);
        engine = Engine.of(workload.network(), workload.weights(), weights);
        samples = engine.open();
        stream = engine.open();
        sample = workload.samples().getFirst();
        for (int i = 0; i < events.length; i++) {
            events[i] = 30 * i;
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        engine.close();
    }

    @Benchmark
    public int sample() {
        return samples.run(sample, 0).predicted();
    }

    @Benchmark
    public int streamStep() {
        if (tick++ % 4 == 0) {
            stream.begin();
        }
        return stream.step(events, events.length).predicted();
    }
}
