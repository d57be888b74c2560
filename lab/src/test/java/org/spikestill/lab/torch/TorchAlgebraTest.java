package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.torch.kernel.LifCases;
import org.spikestill.lab.torch.kernel.Rounded;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Surrogate;

/// Tensors against arrays and closed forms.
class TorchAlgebraTest {
    private static final int TICKS = 6;
    private static final int NEURONS = 203;

    /// Every member of the catalog with its defaults, and every kind of the one with most settings.
    static Stream<Neuron> neurons() {
        return Stream.concat(
                Neuron.catalog().names().stream().map(name -> Neuron.catalog().parse(name)), LifCases.neurons());
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void tensorsAndArraysAgreeBitForBit(Neuron neuron) {
        float[] currents = LifCases.currents(TICKS * NEURONS, 1, Seed.of(91));
        float[] starts = LifCases.currents(NEURONS, 1, Seed.of(92));
        List<float[]> onArrays = outputs(new ArrayAlgebra(), neuron, currents, starts, float[]::clone);
        try (Scope _ = Scope.open()) {
            List<Tensor> onTensors =
                    outputs(new TorchAlgebra(), neuron, currents, starts, values -> Tensor.of(values, values.length));
            for (int t = 0; t < onArrays.size(); t++) {
                assertThat(onTensors.get(t).toFloats()).as("value %d", t).isEqualTo(onArrays.get(t));
            }
        }
    }

    @FunctionalInterface
    private interface Maker<V> {
        V of(float[] values);
    }

    /// Outputs and states of every tick; states start at `starts`, constants that are learned at 0.75.
    private static <V> List<V> outputs(
            Algebra<V> algebra, Neuron neuron, float[] currents, float[] starts, Maker<V> maker) {
        List<V> state = neuron.state().stream().map(_ -> maker.of(starts)).toList();
        float[] constants = new float[NEURONS];
        java.util.Arrays.fill(constants, 0.75f);
        List<V> learned =
                neuron.learned().stream().map(_ -> maker.of(constants)).toList();
        List<V> outputs = new ArrayList<>();
        for (int t = 0; t < TICKS; t++) {
            float[] current = java.util.Arrays.copyOfRange(currents, t * NEURONS, (t + 1) * NEURONS);
            Neuron.Pulse<V> pulse = neuron.step(algebra, maker.of(current), state, learned);
            outputs.add(pulse.output());
            outputs.addAll(pulse.state());
            state = pulse.state();
        }
        return outputs;
    }

    static Stream<Surrogate> surrogates() {
        return Surrogate.catalog().names().stream()
                .map(name -> Surrogate.catalog().parse(name));
    }

    /// A spike is 0 or 1 to the last bit, silent at equality, and its gradient is the surrogate's slope, at the corners too.
    /// A slope is rounded some ten times from numbers up to four times its largest value.
    @ParameterizedTest
    @MethodSource("surrogates")
    void aSpikeIsHardForwardAndSoftBackward(Surrogate surrogate) {
        float unit = 0.5f;
        List<Float> overdrives = new ArrayList<>(List.of(0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e6f, -1e6f));
        for (int i = -64; i <= 64; i++) {
            overdrives.add(i / 32f); // z from −4 to 4 in sixteenths: all corners are among them
        }
        float[] values = new float[overdrives.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = overdrives.get(i);
        }
        try (Scope _ = Scope.open()) {
            Tensor overdrive = Tensor.of(values, values.length).requiringGradient();
            Tensor spikes = new TorchAlgebra().spike(overdrive, unit, surrogate);
            spikes.sum().backward();
            float[] fired = spikes.toFloats();
            float[] slopes = overdrive.gradient().toFloats();
            double tolerance = 40 * Rounded.UNIT * surrogate.slope(0) / unit;
            for (int i = 0; i < values.length; i++) {
                assertThat(fired[i]).as("spike at %s", values[i]).isEqualTo(values[i] > 0 ? 1 : 0);
                assertThat((double) slopes[i])
                        .as("slope at %s", values[i])
                        .isEqualTo(surrogate.slope(values[i] / unit) / unit, within(tolerance));
            }
        }
    }
}
