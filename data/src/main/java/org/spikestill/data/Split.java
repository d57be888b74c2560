package org.spikestill.data;

import java.io.IOException;
import java.util.Arrays;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// One data set divided in two: samples held out, and the rest.
///
/// @param kept view of the rest, in ascending order of the original numbers
/// @param heldOut view of the samples held out, in ascending order of the original numbers
public record Split(Dataset kept, Dataset heldOut) {
    /// Holds out `count` samples chosen by the seed, of each class its share to within one sample. Samples with values are
    /// of one class here.
    ///
    /// @param count from 0 to the size of `data`
    public static Split count(Dataset data, int count, Seed seed) throws IOException {
        Check.within("samples held out", count, 0, data.size());
        int[] order = byClass(data, seed.permutation(data.size()));
        int[] kept = new int[data.size() - count];
        int[] held = new int[count];
        int taken = 0;
        for (int i = 0; i < order.length; i++) {
            // Every (size / count)-th of the samples sorted by class: exactly count of them, evenly over the classes.
            if ((i + 1L) * count / order.length > taken) {
                held[taken++] = order[i];
            } else {
                kept[i - taken] = order[i];
            }
        }
        Arrays.sort(kept);
        Arrays.sort(held);
        return new Split(Subset.of(data, kept), Subset.of(data, held));
    }

    /// Holds out a share of the samples, rounded to a whole number of them.
    ///
    /// @param share from 0 to 1
    public static Split share(Dataset data, float share, Seed seed) throws IOException {
        Check.within("share held out", share, 0, 1);
        return count(data, (int) Math.round((double) share * data.size()), seed);
    }

    /// The same numbers sorted by class, otherwise in the given order.
    private static int[] byClass(Dataset data, int[] order) throws IOException {
        int[] next = new int[Math.max(1, data.classes()) + 1]; // where the next sample of each class goes
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
            next[labels[i] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] sorted = new int[order.length];
        for (int index : order) {
            sorted[next[labels[index]]++] = index;
        }
        return sorted;
    }
}
