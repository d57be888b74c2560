package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;

/// Kernels of neurons with a synaptic current: the scalar one against the neuron's own `step`, the lanes against the scalar one.
@Tag("lanes")
class DrivenKernelTest {
    private static final int TICKS = 6;
    private static final int[] LENGTHS = {1, 7, Lanes.WIDTH, 2 * Lanes.WIDTH + 1, 207, 702};
    private static final LifKernel DEFINITION = new ScalarLif();
    private static final LifKernel LANES = new VectorLif();

    /// On the grid of the chip where there is one, as its weights are.
    private static float[] states(Neuron.Firing neuron, int count, int seed) {
        float[] values = LifCases.currents(count, neuron.threshold(), Seed.of(seed));
        if (neuron instanceof LoihiLif chip) {
            for (int i = 0; i < count; i++) {
                values[i] = Math.round(values[i] * chip.steps()) / chip.steps();
            }
        }
        return values;
    }

    /// @param starts membranes, then currents before the first tick
    private record Case(Neuron.Firing neuron, int neurons, boolean constant, float[][] starts, float[] inputs) {
        static Case of(Neuron.Firing neuron, int neurons, boolean constant) {
            return new Case(
                    neuron,
                    neurons,
                    constant,
                    new float[][] {states(neuron, neurons, 31), states(neuron, neurons, 32)},
                    states(neuron, constant ? neurons : TICKS * neurons, 33));
        }

        float input(int t, int i) {
            return inputs[constant ? i : t * neurons + i];
        }

        LifKernel.Population call(Arena arena) {
            return new LifKernel.Population(
                    Dynamics.of(neuron).orElseThrow(),
                    TICKS,
                    neurons,
                    PoolWindows.NONE,
                    Values.floats(arena.allocateFrom(JAVA_FLOAT, inputs)),
                    constant,
                    new LifKernel.Start(arena.allocateFrom(JAVA_FLOAT, starts[0]), neurons),
                    new LifKernel.Start(arena.allocateFrom(JAVA_FLOAT, starts[1]), neurons),
                    null);
        }

        /// Spikes `[T, n]`, rates `[n]` and sensitivities `[n]`.
        float[][] forward(LifKernel kernel, int... bounds) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment spikes = arena.allocate(4L * TICKS * neurons, 64);
                MemorySegment rate = arena.allocate(4L * neurons, 64);
                MemorySegment output = arena.allocate(4L * neurons, 64);
                MemorySegment sensitivity = arena.allocate(4L * neurons, 64);
                var call = new LifKernel.Forward(
                        call(arena),
                        Values.floats(spikes),
                        rate,
                        new LifKernel.Averages(Values.floats(output), Values.floats(sensitivity)));
                long count = 0;
                for (int i = 1; i < bounds.length; i++) {
                    count += kernel.forward(call, bounds[i - 1], bounds[i]);
                }
                float[] all = spikes.toArray(JAVA_FLOAT);
                assertThat(count).isEqualTo(sum(all));
                return new float[][] {all, rate.toArray(JAVA_FLOAT), sensitivity.toArray(JAVA_FLOAT)};
            }
        }

        private static long sum(float[] spikes) {
            long sum = 0;
            for (float spike : spikes) {
                sum += (long) spike;
            }
            return sum;
        }

        /// dL/dx `[T, n]`, or `[n]` where it is constant.
        float[] backward(LifKernel kernel, float[] bySpike, float[] byRate) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment gradient = arena.allocate(4L * inputs.length, 64);
                var call = new LifKernel.Backward(
                        call(arena),
                        Values.floats(arena.allocateFrom(JAVA_FLOAT, bySpike)),
                        arena.allocateFrom(JAVA_FLOAT, byRate),
                        Values.floats(gradient));
                kernel.backward(call, 0, neurons / 3);
                kernel.backward(call, neurons / 3, neurons);
                return gradient.toArray(JAVA_FLOAT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#driven")
    void firesLikeStepOverArrays(Neuron.Firing neuron) {
        Case each = Case.of(neuron, 48, false);
        float[] wanted = new float[TICKS * 48];
        List<float[]> state = List.of(each.starts[0], each.starts[1]);
        for (int t = 0; t < TICKS; t++) {
            float[] now = Arrays.copyOfRange(each.inputs, t * 48, (t + 1) * 48);
            Neuron.Pulse<float[]> pulse = neuron.step(new ArrayAlgebra(), now, state, List.of());
            System.arraycopy(pulse.output(), 0, wanted, t * 48, 48);
            state = pulse.state();
        }
        assertThat(each.forward(DEFINITION, 0, 48)[0])
                .isEqualTo(wanted)
                .contains(0)
                .contains(1);
    }

    /// Forward differentiation of `step` in double precision. Its membranes round less, by some 16 roundings of numbers below 16;
    /// a slope changes by at most 13 per unit of z, and by 0.75 the thresholds turn a membrane into z: 4e-4 of a gradient below
    /// 10 at the worst, where a wrong term is of the order of 0.1.
    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#driven")
    void differentiatesLikeStepOverDuals(Neuron.Firing neuron) {
        Case each = Case.of(neuron, 40, false);
        float[] weights = Seed.of(34).normals(TICKS * 40);
        float[] found = each.backward(DEFINITION, weights, new float[40]);
        for (int i = 0; i < 40; i++) {
            for (int moved = 0; moved < TICKS; moved++) {
                double wanted = derivative(each, weights, i, moved);
                assertThat((double) found[moved * 40 + i])
                        .as("neuron %d, tick %d", i, moved)
                        .isEqualTo(wanted, within(4e-4 * Math.max(1, Math.abs(wanted))));
            }
        }
    }

    /// dL/dx[moved] of neuron i, where L = Σ weight·s.
    private static double derivative(Case each, float[] weights, int i, int moved) {
        List<Dual> state = List.of(Dual.constant(each.starts[0][i]), Dual.constant(each.starts[1][i]));
        List<Dual> outputs = new ArrayList<>();
        for (int t = 0; t < TICKS; t++) {
            double x = each.input(t, i);
            Dual input = t == moved ? Dual.variable(x) : Dual.constant(x);
            Neuron.Pulse<Dual> pulse = each.neuron.step(new DualAlgebra(), input, state, List.of());
            outputs.add(pulse.output());
            state = pulse.state();
        }
        double sum = 0;
        for (int t = 0; t < TICKS; t++) {
            sum += weights[t * each.neurons + i] * outputs.get(t).derivative();
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#driven")
    void lanesFireBitForBitAsDefinedAndGoBackLikeIt(Neuron.Firing neuron) {
        for (int neurons : LENGTHS) {
            for (boolean constant : new boolean[] {false, true}) {
                Case each = Case.of(neuron, neurons, constant);
                float[][] defined = each.forward(DEFINITION, 0, neurons);
                float[][] lanes = each.forward(LANES, 0, neurons / 3, neurons);
                assertThat(lanes[0]).isEqualTo(defined[0]);
                assertThat(lanes[1]).isEqualTo(defined[1]);
                mustBeClose(lanes[2], defined[2]);
                float[] bySpike = Seed.of(35).normals(TICKS * neurons);
                float[] byRate = Seed.of(36).normals(neurons);
                mustBeClose(each.backward(LANES, bySpike, byRate), each.backward(DEFINITION, bySpike, byRate));
            }
        }
    }

    /// By definition the mean over ticks of dL/dx, summed over all ticks, where L is the sum of the spikes.
    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#driven")
    void sensitivityIsTheDerivativeOfTheRate(Neuron.Firing neuron) {
        Case each = Case.of(neuron, 50, false);
        float[] ones = new float[TICKS * 50];
        Arrays.fill(ones, 1);
        float[] gradient = each.backward(DEFINITION, ones, new float[50]);
        float[] mean = new float[50];
        for (int i = 0; i < gradient.length; i++) {
            mean[i % 50] += gradient[i] / TICKS;
        }
        mustBeClose(each.forward(DEFINITION, 0, 50)[2], mean);
    }

    /// Forms of a slope differ by some roundings of its largest value, and gradients are sums of at most T·T terms.
    private static void mustBeClose(float[] found, float[] wanted) {
        float largest = 1;
        for (float value : wanted) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(found).containsExactly(wanted, within(2e-5f * largest));
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#driven")
    void changesOfMembranesAreThoseOfStep(Neuron.Firing neuron) {
        Case each = Case.of(neuron, 48, true);
        long wanted = 48;
        List<float[]> state = List.of(each.starts[0], each.starts[1]);
        for (int t = 0; t < TICKS; t++) {
            List<float[]> next = neuron.step(new ArrayAlgebra(), each.inputs, state, List.of())
                    .state();
            for (int i = 0; t > 0 && i < 48; i++) {
                wanted += next.getFirst()[i] != state.getFirst()[i] ? 1 : 0;
            }
            state = next;
        }
        try (Arena arena = Arena.ofConfined()) {
            assertThat(MembraneUpdates.count(each.call(arena), 0, 48)).isEqualTo(wanted);
        }
    }
}
