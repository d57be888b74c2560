package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.settings.Seed;

/// The two kernels against each other and against the chain rule, at every awkward length and on every range.
@Tag("lanes")
class LifKernelTest {
    private static final int TICKS = 5;

    /// No kernel yields this value by computing; where it still stands, nothing was written.
    private static final float UNTOUCHED = -7.25e11f;

    private static final LifKernel DEFINITION = new ScalarLif();
    private static final LifKernel LANES = new VectorLif();

    /// One run of a population: what goes in and room for what comes out.
    private record Population(
            Lif neuron, int neurons, boolean constant, MemorySegment current, MemorySegment start, Arena arena) {
        MemorySegment room(long values) {
            MemorySegment room = arena.allocate(4 * values, 64);
            for (long i = 0; i < values; i++) {
                room.setAtIndex(JAVA_FLOAT, i, UNTOUCHED);
            }
            return room;
        }

        long values() {
            return (long) TICKS * neurons;
        }

        LifKernel.Population call() {
            long length = start == null ? 0 : start.byteSize() / 4;
            return LifCases.population(
                    neuron, TICKS, neurons, PoolWindows.NONE, Values.floats(current), constant, start, length, null);
        }

        Fired run(LifKernel kernel, int... bounds) {
            return run(kernel, room(values()), bounds);
        }

        /// Runs the ranges between neighbouring bounds, the last one first.
        Fired run(LifKernel kernel, MemorySegment spikes, int... bounds) {
            MemorySegment rate = room(neurons);
            MemorySegment output = room(neurons);
            MemorySegment sensitivity = room(neurons);
            var averages = new LifKernel.Averages(Values.floats(output), Values.floats(sensitivity));
            var forward = new LifKernel.Forward(call(), Values.floats(spikes), rate, averages);
            long count = 0;
            for (int i = bounds.length - 1; i > 0; i--) {
                count += kernel.forward(forward, bounds[i - 1], bounds[i]);
            }
            return new Fired(spikes, rate, output, sensitivity, count);
        }

        MemorySegment back(LifKernel kernel, MemorySegment spikeGradient, MemorySegment rateGradient, int... bounds) {
            MemorySegment gradient = room(constant ? neurons : values());
            var backward = new LifKernel.Backward(
                    call(),
                    spikeGradient == null ? null : Values.floats(spikeGradient),
                    rateGradient,
                    Values.floats(gradient));
            for (int i = bounds.length - 1; i > 0; i--) {
                kernel.backward(backward, bounds[i - 1], bounds[i]);
            }
            return gradient;
        }

        /// u of a neuron at every tick, in floats as [Lif#step] takes it.
        float[] membrane(int i) {
            float[] membrane = new float[TICKS];
            boolean chargeFirst = neuron.order() == Order.CHARGE_FIRST;
            List<float[]> state = List.of(new float[] {starting(i)});
            for (int t = 0; t < TICKS; t++) {
                float x = current.getAtIndex(JAVA_FLOAT, constant ? i : t * neurons + i);
                float v = state.getFirst()[0];
                membrane[t] = chargeFirst ? v * neuron.leak() + x : v;
                state = neuron.step(new ArrayAlgebra(), new float[] {x}, state, List.of())
                        .state();
            }
            return membrane;
        }

        private float starting(int i) {
            return start == null ? 0 : start.getAtIndex(JAVA_FLOAT, i % (start.byteSize() / 4));
        }
    }

    private record Fired(
            MemorySegment spikes, MemorySegment rate, MemorySegment output, MemorySegment sensitivity, long count) {
        void mustEqual(Fired other, String where) {
            mustEqual(spikes, other.spikes, "spikes", where);
            mustEqual(rate, other.rate, "rate", where);
            mustEqual(output, rate, "mean of outputs that are neurons", where);
            assertThat(count).as("count, %s", where).isEqualTo(other.count);
        }

        private static void mustEqual(MemorySegment found, MemorySegment wanted, String what, String where) {
            assertThat(Arrays.mismatch(floats(found), floats(wanted)))
                    .as("first difference in %s, %s", what, where)
                    .isEqualTo(-1);
        }
    }

    private static float[] floats(MemorySegment values) {
        return values.toArray(JAVA_FLOAT);
    }

    /// Less than a vector, around one and two of them, many with a rest, and more than the kernel takes in one block.
    private static int[] lengths() {
        int lanes = Lanes.WIDTH;
        return IntStream.of(1, 7, lanes - 1, lanes, lanes + 1, 2 * lanes - 1, 2 * lanes + 1, 207, 702)
                .distinct()
                .toArray();
    }

    /// Three ranges that begin and end between lanes.
    private static int[] pieces(int neurons) {
        return new int[] {0, neurons / 3, neurons - neurons / 4, neurons};
    }

    private static MemorySegment segment(Arena arena, float[] values) {
        return arena.allocateFrom(JAVA_FLOAT, values);
    }

    private static Population population(Lif neuron, int neurons, boolean constant, int starts, Arena arena) {
        Seed seed = Seed.of(7).split(neurons);
        float[] current = LifCases.currents(constant ? neurons : TICKS * neurons, neuron.threshold(), seed);
        float[] start = LifCases.currents(starts, neuron.threshold(), seed.split("start"));
        return new Population(
                neuron, neurons, constant, segment(arena, current), starts == 0 ? null : segment(arena, start), arena);
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void lanesFireBitForBitAsDefined(Lif neuron) {
        for (int neurons : lengths()) {
            for (int starts : IntStream.of(0, 1, (neurons + 1) / 2, neurons).toArray()) {
                for (boolean constant : new boolean[] {false, true}) {
                    try (Arena arena = Arena.ofConfined()) {
                        Population population = population(neuron, neurons, constant, starts, arena);
                        String where = neurons + " neurons, " + starts + " potentials, constant " + constant;
                        Fired defined = population.run(DEFINITION, 0, neurons);
                        population.run(LANES, 0, neurons).mustEqual(defined, where);
                        population.run(LANES, pieces(neurons)).mustEqual(defined, where + ", in pieces");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void bothWaysBackFollowTheChainRule(Lif neuron) {
        for (int neurons : lengths()) {
            for (boolean constant : new boolean[] {false, true}) {
                try (Arena arena = Arena.ofConfined()) {
                    Population population = population(neuron, neurons, constant, 0, arena);
                    Seed seed = Seed.of(11).split(neurons);
                    MemorySegment bySpike = segment(arena, seed.normals(TICKS * neurons));
                    MemorySegment byRate = segment(arena, seed.split("rate").normals(neurons));
                    mustFollowTheChainRule(population, bySpike, null);
                    mustFollowTheChainRule(population, null, byRate);
                    mustFollowTheChainRule(population, bySpike, byRate);
                }
            }
        }
    }

    private static void mustFollowTheChainRule(Population population, MemorySegment bySpike, MemorySegment byRate) {
        int neurons = population.neurons;
        float[] defined = floats(population.back(DEFINITION, bySpike, byRate, 0, neurons));
        float[] lanes = floats(population.back(LANES, bySpike, byRate, 0, neurons));
        float[] pieces = floats(population.back(LANES, bySpike, byRate, pieces(neurons)));
        LifGradient chainRule = new LifGradient(population.neuron);
        for (int i = 0; i < neurons; i++) {
            Rounded[] spikeGradient = new Rounded[TICKS];
            for (int t = 0; t < TICKS; t++) {
                spikeGradient[t] = Rounded.exactly(byRate == null ? 0 : byRate.getAtIndex(JAVA_FLOAT, i))
                        .divide(TICKS)
                        .plus(Rounded.exactly(bySpike == null ? 0 : bySpike.getAtIndex(JAVA_FLOAT, t * neurons + i)));
            }
            Rounded[] exact = chainRule.of(population.membrane(i), spikeGradient);
            if (population.constant) {
                exact = new Rounded[] {Arrays.stream(exact).reduce(Rounded.ZERO, Rounded::plus)};
            }
            for (int t = 0; t < exact.length; t++) {
                int at = t * neurons + i;
                mustAllow(exact[t], defined[at], population.neuron, at);
                mustAllow(exact[t], lanes[at], population.neuron, at);
                mustAllow(exact[t], pieces[at], population.neuron, at);
            }
        }
    }

    /// By definition the mean over ticks of dL/dx, summed over all ticks, where L is the sum of the spikes.
    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void sensitivityIsTheDerivativeOfTheRate(Lif neuron) {
        Rounded[] ones = new Rounded[TICKS];
        Arrays.fill(ones, Rounded.exactly(1));
        LifGradient chainRule = new LifGradient(neuron);
        for (int neurons : lengths()) {
            try (Arena arena = Arena.ofConfined()) {
                Population population = population(neuron, neurons, false, 1, arena);
                Fired fired = population.run(DEFINITION, 0, neurons);
                float[] defined = floats(fired.sensitivity);
                float[] lanes = floats(population.run(LANES, pieces(neurons)).sensitivity);
                for (int i = 0; i < neurons; i++) {
                    Rounded[] gradient = chainRule.of(population.membrane(i), ones);
                    Rounded exact = Arrays.stream(gradient)
                            .reduce(Rounded.ZERO, Rounded::plus)
                            .divide(TICKS);
                    mustAllow(exact, defined[i], neuron, i);
                    mustAllow(exact, lanes[i], neuron, i);
                }
            }
        }
    }

    private static void mustAllow(Rounded exact, float found, Lif neuron, int i) {
        if (!exact.allows(found)) {
            throw new AssertionError(
                    "value " + i + " of " + neuron + " is " + found + ", the chain rule says " + exact);
        }
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void aRangeLeavesOtherNeuronsAlone(Lif neuron) {
        int neurons = 133;
        int from = 5;
        int to = 101;
        try (Arena arena = Arena.ofConfined()) {
            for (LifKernel kernel : new LifKernel[] {DEFINITION, LANES}) {
                for (boolean constant : new boolean[] {false, true}) {
                    Population population = population(neuron, neurons, constant, 1, arena);
                    Fired whole = population.run(DEFINITION, 0, neurons);
                    Fired fired = population.run(kernel, from, to);
                    MemorySegment gradient = population.back(kernel, whole.spikes, whole.rate, from, to);
                    for (MemorySegment written :
                            List.of(fired.spikes, fired.rate, fired.output, fired.sensitivity, gradient)) {
                        float[] values = floats(written);
                        for (int i = 0; i < values.length; i++) {
                            boolean mine = i % neurons >= from && i % neurons < to;
                            assertThat(values[i] != UNTOUCHED)
                                    .as("value %d of %s", i, kernel)
                                    .isEqualTo(mine);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void resultsMayOverwriteArguments(Lif neuron) {
        int neurons = 207;
        try (Arena arena = Arena.ofConfined()) {
            for (LifKernel kernel : new LifKernel[] {DEFINITION, LANES}) {
                Population apart = population(neuron, neurons, false, 1, arena);
                Fired wanted = apart.run(kernel, 0, neurons);
                Population dropped = population(neuron, neurons, false, 1, arena);
                dropped.run(kernel, dropped.current, 0, neurons).mustEqual(wanted, "spikes over current");

                MemorySegment gradient = segment(arena, Seed.of(3).normals(TICKS * neurons));
                float[] separate = floats(apart.back(kernel, gradient, null, 0, neurons));
                kernel.backward(
                        new LifKernel.Backward(
                                apart.call(), Values.floats(gradient), null, Values.floats(apart.current)),
                        0,
                        neurons);
                assertThat(floats(apart.current)).as("dL/dx over x").isEqualTo(separate);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void extremeCurrentsAreTreatedAlike(Lif neuron) {
        float threshold = neuron.threshold();
        float[] extremes = {
            0,
            -0f,
            threshold,
            Math.nextUp(threshold),
            Math.nextDown(threshold),
            -threshold,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1e30f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        int neurons = 4 * extremes.length;
        float[] current = new float[TICKS * neurons];
        for (int i = 0; i < current.length; i++) {
            current[i] = extremes[(i + i / neurons) % extremes.length]; // another one each tick
        }
        try (Arena arena = Arena.ofConfined()) {
            Population population = new Population(neuron, neurons, false, segment(arena, current), null, arena);
            Fired defined = population.run(DEFINITION, 0, neurons);
            population.run(LANES, 0, neurons).mustEqual(defined, "extremes");
        }
    }
}
