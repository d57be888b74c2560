package org.spikestill.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `bench/run fuzz`.
class FuzzTest {
    private static final int INPUTS = 150;
    private static final long SEED = 20261128;

    @TempDir
    private Path folder;

    @Test
    void everyReaderTakesItsGoodInput() throws IOException {
        for (Target target : new Targets(folder).all()) {
            target.reading().read(target.good().bytes());
        }
    }

    @Test
    void damagedInputsAreReadOrRefusedWithinBounds() throws IOException {
        for (Target target : new Targets(folder).all()) {
            Tally tally = Tally.of(target, INPUTS, SEED);
            assertThat(tally.findings()).as(target.name() + ", seed " + SEED).isEmpty();
            assertThat(tally.refused())
                    .as("damage that " + target.name() + " notices")
                    .isPositive();
        }
    }

    /// A thousand each, since these files come from strangers.
    @Test
    void filesOfOtherProgramsAreReadOrRefusedWithinBounds() throws IOException {
        for (Target target : new ForeignTargets(folder).all()) {
            Tally tally = Tally.of(target, 1000, SEED + 1);
            assertThat(tally.findings())
                    .as(target.name() + ", seed " + (SEED + 1))
                    .isEmpty();
            assertThat(tally.taken() + tally.refused()).isEqualTo(1000);
        }
    }

    @Test
    void equalSeedsGiveEqualDamage() {
        byte[] good = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(Mutation.of(good, new Random(SEED))).isEqualTo(Mutation.of(good, new Random(SEED)));
        assertThat(good).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
}
