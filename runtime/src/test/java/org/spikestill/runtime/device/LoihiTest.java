package org.spikestill.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.neuron.Neuron;

/// The chip's arithmetic by the vectors that an array formulation and public emulators agree on.
class LoihiTest {
    /// Threshold as a mantissa; input, membranes after the reset, and the steps that fire.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            A, both decay | 1023 | 1024 |    400 |   0 | 1 | 7936 0 0 7936 0 0 0 -7936 0 0 | 7936 11904 13392 21328 24459 24691 23278 13092 6545 2453 | ''
            B, membrane   | 4095 |  128 |     64 |   0 | 1 | 1280 0 1280 0 1280 0 1280 0 1280 0 1280 0 | 1280 1240 2481 2403 3607 3494 0 0 1280 1240 2481 2403 | 6
            C, pauses     | 4095 |    0 |    100 |   0 | 3 | 6464 6464 6464 6464 6464 6464 6464 6464 6464 6464 | 0 0 0 0 0 0 0 0 0 0 | 0 3 6 9
            D, bias       | 4095 |  256 |     50 | 700 | 1 | 0 0 0 0 0 0 0 0 0 0 | 700 1356 1971 2547 3087 0 700 1356 1971 2547 | 5
            E, wrapped    |    0 |    0 | 131071 |   0 | 1 | 2097088 2097088 2097088 2097088 2097088 2097088 | 2097088 6290752 0 8385280 2088384 -2109886 | 2
            F, clamped    | 4095 |    0 |    100 |   0 | 1 | -2097088 -2097088 -2097088 -2097088 -2097088 -2097088 | -2097088 -4194176 -6291264 -8388352 -8388607 -8388607 | ''
            """)
    void aCompartmentHoldsTheVectors(
            String name,
            int currentDecay,
            int voltageDecay,
            int mantissa,
            int bias,
            int refractoryDelay,
            String input,
            String membranes,
            String spikes) {
        Device.Cell cell = new Device.Cell(currentDecay, voltageDecay, true, true, Optional.empty());
        // three neurons, of which the second is driven: no step reads a neighbour
        Device.Neurons neurons = new Loihi(refractoryDelay).neurons(3, cell, mantissa << Loihi.SHIFT);
        List<Integer> found = new ArrayList<>();
        List<Integer> fired = new ArrayList<>();
        int[] numbers = new int[3];
        int t = 0;
        for (int each : integers(input)) {
            int count = neurons.step(new int[] {0, each, 0}, new int[] {0, bias, 0}, numbers);
            found.add(neurons.membranes()[1]);
            if (count == 1) {
                assertThat(numbers[0]).isOne();
                fired.add(t);
            }
            t++;
        }
        assertThat(found).isEqualTo(integers(membranes));
        assertThat(fired).isEqualTo(spikes.isEmpty() ? List.of() : integers(spikes));
    }

    private static List<Integer> integers(String text) {
        return List.of(text.split(" ")).stream().map(Integer::parseInt).toList();
    }

    @Test
    void mixedWeightsAreEvenAndOthersAnyOfEightBits() {
        Device.Mantissas mixed = new Loihi().weights(true);
        assertThat(IntStream.rangeClosed(-300, 300).filter(mixed::holds).toArray())
                .isEqualTo(IntStream.rangeClosed(-128, 127).map(i -> 2 * i).toArray());
        Device.Mantissas single = new Loihi().weights(false);
        assertThat(IntStream.rangeClosed(-300, 300).filter(single::holds)).hasSize(511);
    }

    /// 13 bits of mantissa with sign, 3 bits of exponent.
    @Test
    void aBiasIsAMantissaAndAnExponent() {
        Loihi loihi = new Loihi();
        assertThat(IntStream.of(4095, -4095, 4096, 4095 << 7, 5 << 20).mapToObj(loihi::holdsBias))
                .containsExactly(true, true, true, true, false);
        assertThat(loihi.holdsBias(4097)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lif                              | Loihi does not run 'n', which resets by subtraction, and the chip to zero only: train it with lif:reset.target=zero
            lif:reset.target=zero,leak=0.9   | Loihi does not run 'n', which leaks in floating point (leak=0.9): train it with leak=1, or with loihi-lif:voltageDecay=410
            cuba-lif                         | Loihi does not run 'n', which decays in floating point: train it with the neuron loihi-lif, whose decays are 12-bit
            loihi-lif:unit=0.3               | Loihi does not run 'n', which has unit 0.3: train it with a power of two, such as 0.25
            """)
    void neuronsThatTheChipDoesNotHaveAreRefused(String neuron, String message) {
        assertThatThrownBy(() -> new Loihi().cell("n", Neuron.catalog().parse(neuron)))
                .hasMessage(message);
    }
}
