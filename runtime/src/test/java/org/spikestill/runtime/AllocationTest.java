package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.Poisson;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.LoopKernels;
import org.spikestill.runtime.kernel.ScalarKernels;
import org.spikestill.runtime.kernel.VectorKernels;
import org.spikestill.runtime.lower.Fusion;

/// A session allocates its buffers when it opens and nothing once the compiler has seen its loops, however long
/// that takes on a busy machine.
@Tag("lanes")
class AllocationTest {
    private static final int RUNS = 200;
    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final int MOST_BATCHES = 500;

    /// What the counter's own call and a late compilation may leave in [#RUNS] runs.
    private static final long SLACK_BYTES = 1024;

    static Stream<Arguments> enginesToRun() {
        return Stream.of(new Direct(), new Poisson())
                .flatMap(encoder -> Stream.of(new ScalarKernels(), new LoopKernels(), new VectorKernels())
                        .flatMap(kernels ->
                                Stream.of(WeightType.values()).map(type -> Arguments.of(encoder, type, kernels))));
    }

    @ParameterizedTest
    @MethodSource("enginesToRun")
    void runningAllocatesNothing(Encoder encoder, WeightType type, Kernels kernels) {
        Network network = Chain.of(2, 6, 6)
                .then("conv1", Layer.Conv2d.same(16, 3, true))
                .then("spike1", Chain.fire(1))
                .then("conv2", Layer.Conv2d.same(16, 3, false))
                .then("spike2", Chain.fire(1))
                .then("add", new Layer.Add(), "spike1", "spike2")
                .then("pool", new Layer.AveragePool2d(2))
                .then("flatten", new Layer.Flatten())
                .then("fc1", new Layer.Linear(130, true))
                .then("spike3", Chain.fire(2))
                .then("fc2", new Layer.Linear(10, false))
                .readOut(4)
                .withEncoder(encoder);
        Weights weights = RandomNetwork.normal(network, new Chance(5));
        float[] sample = RandomNetwork.sample(network, new Chance(6));
        try (Engine engine = Engine.of(network, weights, DIGITS, type, kernels, Fusion.FUSED)) {
            Session session = engine.open();
            Exit exit = Exit.confidence(1);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long work = 0;
            long allocated = Long.MAX_VALUE;
            for (int batch = 0; batch < MOST_BATCHES && allocated > SLACK_BYTES; batch++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                work += run(session, sample, exit);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes in %d runs", RUNS).isLessThanOrEqualTo(SLACK_BYTES);
            assertThat(work).isPositive();
        }
    }

    private static long run(Session session, float[] sample, Exit exit) {
        long work = 0;
        for (int i = 0; i < RUNS; i++) {
            Prediction prediction = session.run(sample, i, exit);
            work += prediction.name().orElseThrow().length()
                    + prediction.predicted()
                    + prediction.spikes("spike3")
                    + prediction.adds("fc2");
        }
        return work;
    }
}
