package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
    /// First outputs of the reference implementation of SplitMix64 for seed 0 (Vigna, splitmix64.c).
    @Test
    void mixesLikeSplitMix64() {
        assertThat(Seed.mix(0, 0)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(Seed.mix(0, 1)).isEqualTo(0x6E789E6AA1B965F4L);
        assertThat(Seed.mix(0, 2)).isEqualTo(0x06C45D188009454FL);
    }

    @Test
    void streamsAreToldApartByNameAndIndex() {
        Seed root = Seed.of(7);
        Set<Seed> streams = new HashSet<>(Set.of(root.split("init"), root.split("shuffle"), root.split("i")));
        for (int i = 0; i < 100; i++) {
            streams.add(root.split(i));
        }
        assertThat(streams).hasSize(103);
        assertThat(root.split("init")).isEqualTo(Seed.of(7).split("init"));
        assertThat(root.split("init")).isNotEqualTo(Seed.of(8).split("init"));
    }

    /// A mean of n uniform draws has deviation √(1/12n).
    @Test
    void uniformsFillTheUnitInterval() {
        int draws = 10_000;
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            float value = Seed.uniform(3, i);
            assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += value;
        }
        assertThat(sum / draws).isCloseTo(0.5, within(5 * Math.sqrt(1 / (12.0 * draws))));
    }

    /// Mean, variance and fourth moment of n normal draws deviate by √(1/n), √(2/n) and √(96/n).
    @Test
    void normalsAreNormal() {
        int draws = 10_000;
        float[] values = Seed.of(4).normals(draws);
        assertThat(moment(values, 1)).isCloseTo(0, within(5 * Math.sqrt(1.0 / draws)));
        assertThat(moment(values, 2)).isCloseTo(1, within(5 * Math.sqrt(2.0 / draws)));
        assertThat(moment(values, 4)).isCloseTo(3, within(5 * Math.sqrt(96.0 / draws)));
    }

    @Test
    void permutationsHoldEveryNumberOnceAndEveryOrderIsAsLikely() {
        int[] sorted = Seed.of(1).permutation(207);
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            assertThat(sorted[i]).isEqualTo(i);
        }
        int[] counts = new int[27];
        for (int seed = 0; seed < 6000; seed++) {
            int[] order = Seed.of(seed).permutation(3);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(6);
        for (int count : seen) {
            assertThat((double) count).isCloseTo(1000, within(5 * Math.sqrt(6000 / 6.0 * 5 / 6)));
        }
    }

    private static double moment(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }
}
