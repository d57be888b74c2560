package org.spikestill.studies.multiplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

class CodesTest {
    private static final int VALUES = 10_000;
    private static final MultiplexedCode CODE = new Multiplex().code();

    static Stream<Code> codes() {
        return Stream.of(
                CODE.latency(),
                CODE.intervals(),
                new IntervalCode(new Oscillation(2000, 3), List.of(5f, 80f, 11f), 0.5f, 9),
                CODE.phase(),
                new PhaseCode(new Oscillation(40, 7), 0));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyRoundTripStaysWithinTheBound(Code code) {
        double largest = 0;
        for (int i = 0; i < VALUES; i++) {
            double x = Seed.uniform(5, i);
            List<Double> spikes = code.encode(x, i);
            assertThat(spikes).isSorted();
            double error = Math.abs(code.decode(spikes, i) - x);
            assertThat(error).as("%s at %s", code, x).isLessThanOrEqualTo(code.bound());
            largest = Math.max(largest, error);
        }
        assertThat(code.bound()).as("no bound that says nothing").isLessThan(Math.max(1e-8, 5 * largest));
    }

    @Test
    void valuesOnOneTrainDoNotDisturbEachOther() {
        for (int i = 0; i < VALUES; i++) {
            int key = 10 * i;
            List<Double> phases = IntStream.range(0, CODE.spikes())
                    .mapToObj(k -> (double) Seed.uniform(6, key + k))
                    .toList();
            double latency = Seed.uniform(6, key + 7);
            double interval = Seed.uniform(6, key + 8);
            var found = CODE.decode(CODE.encode(new MultiplexedCode.Values(latency, interval, phases), i), i);
            assertThat(found.latency()).isEqualTo(latency, within(CODE.latency().bound()));
            assertThat(found.interval())
                    .isEqualTo(interval, within(CODE.intervals().bound()));
            for (int k = 0; k < phases.size(); k++) {
                assertThat(found.phases().get(k)).isEqualTo(phases.get(k), within(1e-9));
            }
        }
    }

    /// 500 Hz: 2 ms a cycle. x = 1 − 3/15 is the fourth of 16 peaks, a quarter of a cycle late in the second of four channels.
    /// C·V = 40 at 1 + 3·x nA with x = 1/3 takes 20 ms, ten cycles.
    @Test
    void workedTimes() {
        Oscillation oscillation = new Oscillation(500, 4);
        assertThat(new LatencyCode(oscillation, 16).encode(0.8, 1).getFirst()).isEqualTo(6.5, within(1e-12));
        List<Double> intervals = new IntervalCode(oscillation, List.of(40f), 1, 3).encode(0.334, 0);
        assertThat(intervals).containsExactly(0.0, 20.0);
        assertThat(new PhaseCode(oscillation, 0.1f).encode(0.5, 0).getFirst()).isEqualTo(1, within(1e-7));
    }

    @Test
    void trainsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> CODE.intervals().decode(List.of(1.0, 9.0, 5.0), 0))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("a spike at 5.0 ms comes after one at 9.0 ms: sort the train by time");
        assertThatThrownBy(() -> CODE.latency().decode(List.of(1.0, 2.0), 0))
                .hasMessage("the train has 2 spikes, the code has 1: decode with the code that encoded it");
        assertThatThrownBy(() -> CODE.latency().decode(List.of(Double.NaN), 0)).isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> new IntervalCode(new Oscillation(), List.of(), 1, 1))
                .hasMessageContaining("an interval code needs one interval at least");
        assertThatThrownBy(() -> new Oscillation(0, 4)).hasMessageContaining("hertz is 0");
    }

    /// log2 16 for a perfect channel of 16 bins, nothing for one that carries nothing.
    @Test
    void informationOfKnownChannels() {
        MutualInformation perfect = new MutualInformation(16);
        MutualInformation none = new MutualInformation(16);
        for (int i = 0; i < 100_000; i++) {
            double x = Seed.uniform(1, i);
            perfect.add(x, x);
            none.add(x, Seed.uniform(2, i));
        }
        assertThat(perfect.bits()).isEqualTo(4, within(1e-3));
        assertThat(none.bits()).isLessThan(2e-3);
    }
}
