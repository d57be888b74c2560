package org.spikestill.runtime;

import org.spikestill.model.settings.Seed;

/// Draws in sequence from one seed.
final class Chance {
    private final Seed seed;
    private long draws;

    Chance(long seed) {
        this.seed = Seed.of(seed).split("test");
    }

    /// From low to high, both included.
    int between(int low, int high) {
        return low + (int) Long.remainderUnsigned(seed.at(draws++), high - low + 1L);
    }

    boolean coin() {
        return between(0, 1) == 1;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[between(0, choices.length - 1)];
    }

    /// Whole numbers from low to high, divided by `parts`.
    float[] fractions(int count, int low, int high, int parts) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) between(low, high) / parts;
        }
        return values;
    }

    float[] normals(int count) {
        return seed.split(draws++).normals(count);
    }
}
