package org.spikestill.data;

import java.io.IOException;
import org.spikestill.model.settings.Seed;

/// Symmetric label noise: a view in which an exact share of the samples, chosen by a seed, has the label of another class,
/// each of the others equally likely.
final class NoisyLabels {
    private NoisyLabels() {}

    static ReLabelled of(Dataset origin, float share, Seed seed) throws IOException {
        int[] labels = new int[origin.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = origin.label(i);
        }
        int[] order = seed.split("which").permutation(labels.length);
        int wrong = (int) Math.round((double) share * labels.length);
        Seed draws = seed.split("class");
        for (int i = 0; i < wrong; i++) {
            int others = origin.classes() - 1;
            int step = 1 + (int) Math.floorMod(draws.at(order[i]), (long) others);
            labels[order[i]] = (labels[order[i]] + step) % origin.classes();
        }
        return ReLabelled.classes(origin, labels);
    }
}
