package org.spikestill.studies.multigrade;

import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Points at which functions are sampled.
final class Sampling {
    private Sampling() {}

    /// @throws InvalidSettings if a grid has fewer than two points per period of the highest frequency
    static void carries(String field, int points, double periods) {
        if (points <= 2 * periods) {
            throw new InvalidSettings(
                    "%s is %d, but the highest frequency has %.0f periods: a grid carries less than half a"
                                    .formatted(field, points, periods)
                            + " period per point; set " + field + " above " + (long) Math.ceil(2 * periods));
        }
    }

    static float[] uniform(Seed seed, int count, double from, double to) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) (from + (to - from) * Seed.uniform(seed.value(), i));
        }
        return x;
    }
}
