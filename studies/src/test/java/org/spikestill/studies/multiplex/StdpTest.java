package org.spikestill.studies.multiplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

class StdpTest {
    private static List<Integer> spikes(long seed) {
        return IntStream.range(0, 60)
                .filter(tick -> Seed.uniform(seed, tick) < 0.2)
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.5f, 1})
    void tracesAreTheSumOverPairs(float exponent) {
        Stdp rule = new Stdp(0.03f, 0.04f, 12, 7, exponent);
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> pre = spikes(2 * seed);
            List<Integer> post = spikes(2 * seed + 1);
            assertThat(rule.byTraces(0.4, pre, post)).isEqualTo(rule.byPairs(0.4, pre, post), within(1e-12));
        }
    }

    /// 0.01·exp(−5/20) up where the presynaptic spike leads by 5 ticks, 0.0105·exp(−5/20) down where it follows.
    @Test
    void onePairIsTheRule() {
        Stdp rule = new Stdp(0.01f, 0.0105f, 20, 20, 0);
        assertThat(rule.byTraces(0.5, List.of(3), List.of(8))).isEqualTo(0.5 + 0.01 * Math.exp(-0.25), within(1e-9));
        assertThat(rule.byTraces(0.5, List.of(8), List.of(3))).isEqualTo(0.5 - 0.0105 * Math.exp(-0.25), within(1e-9));
        assertThat(rule.byTraces(0.995, List.of(8), List.of(8))).isEqualTo(1);
        assertThat(rule.byTraces(0.001, List.of(4), List.of(3))).isZero();
    }

    /// Two stimuli of four inputs, half of which are early in each: each is taken over by one neuron, whose early inputs grow.
    @Test
    void neuronsDivideTheStimuli() {
        CompetitiveLayer layer = new CompetitiveLayer(4, 2, 0.4, 0.6, Seed.of(3));
        int[][] stimuli = {{0, 0, 9, 9}, {9, 9, 0, 0}};
        for (int i = 0; i < 400; i++) {
            layer.learn(stimuli[i % 2], 10, new Stdp(), 0.05);
        }
        int first = layer.respond(stimuli[0], 10);
        int second = layer.respond(stimuli[1], 10);
        assertThat(second).isNotEqualTo(first);
        assertThat(layer.weight(0, first)).isGreaterThan(2 * layer.weight(2, first));
        assertThat(layer.weight(3, second)).isGreaterThan(2 * layer.weight(1, second));
        double sum =
                IntStream.range(0, 4).mapToDouble(i -> layer.weight(i, first)).sum();
        assertThat(sum).isEqualTo(2, within(1e-9));
    }
}
