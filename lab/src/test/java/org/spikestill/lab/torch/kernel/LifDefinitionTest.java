package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;

/// The scalar kernel against the neuron's own [Lif#step], which it is to repeat operation by operation.
class LifDefinitionTest {
    private static final int TICKS = 6;
    private static final int NEURONS = 48;

    private static float[] currents(Lif neuron) {
        return LifCases.currents(TICKS * NEURONS, neuron.threshold(), Seed.of(21));
    }

    private static float[] starts(Lif neuron) {
        return LifCases.currents(NEURONS, neuron.threshold(), Seed.of(22));
    }

    private static LifKernel.Population population(Lif neuron) {
        return LifCases.population(
                neuron,
                TICKS,
                NEURONS,
                PoolWindows.NONE,
                Values.floats(MemorySegment.ofArray(currents(neuron))),
                false,
                MemorySegment.ofArray(starts(neuron)),
                NEURONS,
                null);
    }

    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void firesLikeStepOverArrays(Lif neuron) {
        float[] current = currents(neuron);
        float[] wanted = new float[TICKS * NEURONS];
        List<float[]> state = List.of(starts(neuron));
        for (int t = 0; t < TICKS; t++) {
            float[] now = new float[NEURONS];
            System.arraycopy(current, t * NEURONS, now, 0, NEURONS);
            Neuron.Pulse<float[]> pulse = neuron.step(new ArrayAlgebra(), now, state, List.of());
            System.arraycopy(pulse.output(), 0, wanted, t * NEURONS, NEURONS);
            state = pulse.state();
        }
        MemorySegment spikes = MemorySegment.ofArray(new float[TICKS * NEURONS]);
        new ScalarLif()
                .forward(new LifKernel.Forward(population(neuron), Values.floats(spikes), null, null), 0, NEURONS);
        assertThat(spikes.toArray(JAVA_FLOAT)).isEqualTo(wanted).contains(0).contains(1);
    }

    /// Forward differentiation of `step` in double half, one pass per input. Its membranes round less: with six
    /// ticks they differ from the kernel's by at most 12 roundings of numbers below 8, which a slope (at most 4 per unit
    /// of z, changing by at most 13 per unit of z, twice as much per unit of membrane) turns into 2·13·12·8·2⁻²⁴ = 1.5e-4
    /// of a spike's gradient at the very worst; a wrong term is of the order of 0.1.
    @ParameterizedTest
    @MethodSource("org.spikestill.lab.torch.kernel.LifCases#neurons")
    void differentiatesLikeStepOverDuals(Lif neuron) {
        float[] weights = Seed.of(23).normals(TICKS * NEURONS); // dL/ds
        MemorySegment gradient = MemorySegment.ofArray(new float[TICKS * NEURONS]);
        new ScalarLif()
                .backward(
                        new LifKernel.Backward(
                                population(neuron),
                                Values.floats(MemorySegment.ofArray(weights)),
                                null,
                                Values.floats(gradient)),
                        0,
                        NEURONS);
        for (int i = 0; i < NEURONS; i++) {
            for (int moved = 0; moved < TICKS; moved++) {
                assertThat((double) gradient.getAtIndex(JAVA_FLOAT, moved * NEURONS + i))
                        .as("neuron %d, tick %d", i, moved)
                        .isEqualTo(derivative(neuron, weights, i, moved), within(1.5e-4));
            }
        }
    }

    /// dL/dx[moved] of neuron i, where L = Σ weight·s.
    private static double derivative(Lif neuron, float[] weights, int i, int moved) {
        float[] current = currents(neuron);
        List<Dual> state = List.of(Dual.constant(starts(neuron)[i]));
        List<Dual> outputs = new ArrayList<>();
        for (int t = 0; t < TICKS; t++) {
            double x = current[t * NEURONS + i];
            Dual input = t == moved ? Dual.variable(x) : Dual.constant(x);
            Neuron.Pulse<Dual> pulse = neuron.step(new DualAlgebra(), input, state, List.of());
            outputs.add(pulse.output());
            state = pulse.state();
        }
        double sum = 0;
        for (int t = 0; t < TICKS; t++) {
            sum += weights[t * NEURONS + i] * outputs.get(t).derivative();
        }
        return sum;
    }
}
