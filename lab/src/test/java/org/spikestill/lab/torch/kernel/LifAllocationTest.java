package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;

/// The kernel allocates its work space and nothing per neuron once it is compiled, for every neuron in turn: a vector on the heap
/// costs several times the computation itself. Runs in a separate process, since inlining depends on the methods compiled before.
@Tag("alone")
class LifAllocationTest {
    private static final int TICKS = 4;
    private static final int NEURONS = 16 * 1024;
    private static final int MOST_CALLS = 3000;

    /// A byte for every four neuron-ticks: room for an object per block and tick, not for one per vector.
    private static final long SLACK_BYTES = TICKS * NEURONS / 4;

    /// Neurons of every order, reset and surrogate, each in one half and then in the other.
    static Stream<Neuron.Firing> neurons() {
        return Stream.concat(LifCases.neurons().filter(lif -> lif.leak() != 1), LifCases.driven());
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void allocatesNothingPerNeuron(Neuron.Firing neuron) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment current = arena.allocate(4L * TICKS * NEURONS, 64);
            MemorySegment.copy(
                    LifCases.currents(TICKS * NEURONS, neuron.threshold(), Seed.of(3)),
                    0,
                    current,
                    JAVA_FLOAT,
                    0,
                    TICKS * NEURONS);
            MemorySegment spikes = arena.allocate(4L * TICKS * NEURONS, 64);
            MemorySegment gradient = arena.allocate(4L * TICKS * NEURONS, 64);
            MemorySegment rate = arena.allocate(4L * NEURONS, 64);
            MemorySegment output = arena.allocate(4L * NEURONS, 64);
            MemorySegment slopes = arena.allocate(4L * NEURONS, 64);
            for (boolean half : new boolean[] {false, true}) {
                var population = LifCases.population(
                        neuron, TICKS, NEURONS, PoolWindows.NONE, new Values(current, half), false, null, 0, null);
                var forward = new LifKernel.Forward(population, new Values(spikes, half), null, null);
                var measured = new LifKernel.Forward(
                        population,
                        new Values(spikes, half),
                        rate,
                        new LifKernel.Averages(new Values(output, half), new Values(slopes, half)));
                var averaged = new RateKernel.Gradients(
                        new Values(output, half), rate, new Values(slopes, half), new Values(slopes, half));
                RateKernel averages = new RateKernel(PoolWindows.NONE, null);
                var backward =
                        new LifKernel.Backward(population, new Values(spikes, half), null, new Values(gradient, half));
                LifKernel kernel = new VectorLif();
                mustAllocateNothing("forward", half, (from, to) -> kernel.forward(forward, from, to));
                mustAllocateNothing("backward", half, (from, to) -> kernel.backward(backward, from, to));
                mustAllocateNothing("forward, measured", half, (from, to) -> kernel.forward(measured, from, to));
                mustAllocateNothing("backward, averaged", half, (from, to) -> averages.backward(averaged, from, to));
            }
        }
    }

    @FunctionalInterface
    private interface Pass {
        void run(long from, long to);
    }

    private static void mustAllocateNothing(String what, boolean half, Pass pass) {
        assertThat(perNeuron(() -> pass.run(0, NEURONS), () -> pass.run(0, 0)))
                .as("bytes of one pass %s, in half precision %s", what, half)
                .isLessThan(SLACK_BYTES);
    }

    /// Bytes that a call allocates beyond those of an empty one, as soon as the compiler has seen enough of it.
    private static long perNeuron(Runnable call, Runnable empty) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MOST_CALLS && least >= SLACK_BYTES; i++) {
            least = Math.min(least, allocated(call) - allocated(empty));
        }
        return least;
    }

    private static long allocated(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        call.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
