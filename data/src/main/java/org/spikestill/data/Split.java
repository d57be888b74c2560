package org.spikestill.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// One data set divided in two: samples held out, and the rest.
///
/// @param kept view of the rest, in ascending order of the original numbers
/// @param heldOut view of the samples held out, in ascending order of the original numbers
public record Split(Dataset kept, Dataset heldOut) {
    /// Holds out `count` samples chosen by the seed, of each class its share to within one sample. Samples with values are
    /// of one class here, and so are those of unlabelled sets. Of partly labelled ones the count is of labelled samples.
    ///
    /// @param count from 0 to the size of `data`
    public static Split count(Dataset data, int count, Seed seed) throws IOException {
        int[] labelled = labelled(data);
        Check.within("samples held out", count, 0, labelled.length);
        int[] order = byClass(data, shuffled(labelled, seed));
        int[] held = new int[count];
        int taken = 0;
        for (int i = 0; i < order.length; i++) {
            // Every (size / count)-th of the samples sorted by class: exactly count of them, evenly over the classes.
            if ((i + 1L) * count / order.length > taken) {
                held[taken++] = order[i];
            }
        }
        Arrays.sort(held);
        return new Split(Subset.of(data, complement(held, data.size())), Subset.of(data, held));
    }

    /// The samples that may be held out.
    private static int[] labelled(Dataset data) throws IOException {
        int[] labelled = new int[data.size()];
        int count = 0;
        for (int i = 0; i < labelled.length; i++) {
            if (data.labels().kind() != Labels.Kind.SOME_CLASSES || data.label(i) != Labels.UNLABELLED) {
                labelled[count++] = i;
            }
        }
        return Arrays.copyOf(labelled, count);
    }

    private static int[] shuffled(int[] samples, Seed seed) {
        int[] order = seed.permutation(samples.length);
        for (int i = 0; i < order.length; i++) {
            order[i] = samples[order[i]];
        }
        return order;
    }

    /// The other numbers from 0 to `size` − 1, in ascending order.
    private static int[] complement(int[] sorted, int size) {
        return IntStream.range(0, size)
                .filter(i -> Arrays.binarySearch(sorted, i) < 0)
                .toArray();
    }

    /// Holds out a share of the samples, rounded to a whole number of them.
    ///
    /// @param share from 0 to 1
    public static Split share(Dataset data, float share, Seed seed) throws IOException {
        Check.within("share held out", share, 0, 1);
        return count(data, (int) Math.round((double) share * labelled(data).length), seed);
    }

    /// The same numbers sorted by class, otherwise in the given order.
    private static int[] byClass(Dataset data, int[] order) throws IOException {
        int[] next = new int[Math.max(1, data.classes()) + 1]; // where the next sample of each class goes
        int[] labels = new int[data.size()];
        for (int index : order) {
            labels[index] = data.label(index);
            next[labels[index] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] sorted = new int[order.length];
        for (int index : order) {
            sorted[next[labels[index]]++] = index;
        }
        return sorted;
    }
}
