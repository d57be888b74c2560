package org.spikestill.model.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Triangle;

/// Traces worked by hand, and the published vectors of the chip's arithmetic.
class CubaLifTest {
    /// @param states v and current after each tick
    private record Trace(List<List<Float>> states, List<Float> spikes) {
        List<Float> membranes() {
            return states.stream().map(List::getFirst).toList();
        }

        List<Float> currents() {
            return states.stream().map(each -> each.get(1)).toList();
        }
    }

    private static Trace run(Neuron neuron, float... inputs) {
        Trace trace = new Trace(new ArrayList<>(), new ArrayList<>());
        List<float[]> state = neuron.state().stream().map(_ -> new float[1]).toList();
        for (float input : inputs) {
            var pulse = neuron.step(new ArrayAlgebra(), new float[] {input}, state, List.of());
            state = pulse.state();
            trace.states.add(state.stream().map(each -> each[0]).toList());
            trace.spikes.add(pulse.output()[0]);
        }
        return trace;
    }

    /// i = 1, 0.5, 0.25, 0.125; u = 1 (equal, silent), 0.5 + 0.5 = 1 (silent), 0.5 + 0.25, 0.375 + 0.125.
    @Test
    void theNewCurrentDrivesTheMembraneOfItsTick() {
        Trace trace = run(Neuron.catalog().parse("cuba-lif:currentLeak=0.5,leak=0.5"), 1, 0, 0, 0);
        assertThat(trace.currents()).containsExactly(1f, 0.5f, 0.25f, 0.125f);
        assertThat(trace.membranes()).containsExactly(1f, 1f, 0.75f, 0.5f);
        assertThat(trace.spikes).containsExactly(0f, 0f, 0f, 0f);
    }

    /// i = 1.5, 0.75, 0.375: the spike clears the membrane, not the current.
    @Test
    void theCurrentOutlivesASpike() {
        Trace trace = run(Neuron.catalog().parse("cuba-lif:currentLeak=0.5,leak=1"), 1.5f, 0, 0);
        assertThat(trace.spikes).containsExactly(1f, 0f, 1f);
        assertThat(trace.membranes()).containsExactly(0f, 0.75f, 0f);
    }

    @Test
    void withoutAMemoryOfTheCurrentItIsTheHardResetLif() {
        float[] inputs = Seed.of(3).normals(200);
        CubaLif cuba = new CubaLif(0, 0.75f, 0.5f, new Triangle());
        Lif lif = new Lif(0.75f, 0.5f, new Reset(Reset.Target.ZERO, true), Order.CHARGE_FIRST, new Triangle());
        assertThat(run(cuba, inputs).spikes).contains(1f).isEqualTo(run(lif, inputs).spikes);
    }

    /// Input, u and v of each tick as the chip's integers, and the ticks that fire; an integer n is n/64 units.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            A, both decay  | 1023 | 1024 |    400 | 7936 0 0 7936 0 0 0 -7936 0 0 | 7936 5952 4464 11284 8463 6347 4760 -4366 -3274 -2455 | 7936 11904 13392 21328 24459 24691 23278 13092 6545 2453 | ''
            B, membrane    | 4095 |  128 |     64 | 1280 0 1280 0 1280 0 1280 0 1280 0 1280 0 | 1280 0 1280 0 1280 0 1280 0 1280 0 1280 0 | 1280 1240 2481 2403 3607 3494 0 0 1280 1240 2481 2403 | 6
            D, as a bias   | 4095 |  256 |     50 | 700 700 700 700 700 700 700 700 700 700 | 700 700 700 700 700 700 700 700 700 700 | 700 1356 1971 2547 3087 0 700 1356 1971 2547 | 5
            F, clamped     | 4095 |    0 |    100 | -2097088 -2097088 -2097088 -2097088 -2097088 -2097088 | -2097088 -2097088 -2097088 -2097088 -2097088 -2097088 | -2097088 -4194176 -6291264 -8388352 -8388607 -8388607 | ''
            """)
    void theChipsCompartmentHoldsTheVectorsOfTheChip(
            String name,
            int currentDecay,
            int voltageDecay,
            int mantissa,
            String in,
            String u,
            String v,
            String fired) {
        LoihiLif neuron = new LoihiLif(currentDecay, voltageDecay, mantissa, 1, new Triangle());
        List<Float> inputs = numbers(in);
        float[] input = new float[inputs.size()];
        for (int t = 0; t < input.length; t++) {
            input[t] = inputs.get(t);
        }
        Trace trace = run(neuron, input);
        assertThat(trace.currents()).isEqualTo(numbers(u));
        assertThat(trace.membranes()).isEqualTo(numbers(v));
        List<String> ticks = new ArrayList<>();
        for (int t = 0; t < trace.spikes.size(); t++) {
            if (trace.spikes.get(t) == 1) {
                ticks.add(Integer.toString(t));
            }
        }
        assertThat(String.join(" ", ticks)).isEqualTo(fired);
    }

    private static List<Float> numbers(String integers) {
        return List.of(integers.split(" ")).stream()
                .map(each -> Integer.parseInt(each) / 64f)
                .toList();
    }

    /// n·(4096 − d)/4096 is the derivative that learning sees.
    @Test
    void theGradientIgnoresTheRounding() {
        LoihiLif neuron = new LoihiLif(1023, 1024, 1e6f, 1, new Triangle());
        var pulse = neuron.step(
                new DualAlgebra(), Dual.constant(0), List.of(Dual.constant(0), Dual.variable(7936 / 64.0)), List.of());
        assertThat(pulse.state().get(1)).isEqualTo(new Dual(5952 / 64.0, 0.75));
    }
}
