package org.spikestill.lab.teacher;

import org.spikestill.data.Augmentation;
import org.spikestill.data.Dataset;
import org.spikestill.data.None;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// A fixed number of augmented copies of every sample of a data set.
///
/// ```
/// epoch e shows copy e mod count of each sample      augmented as (seed, copy, sample) decides
/// ```
///
/// @param seed of the run; decides every draw
/// @param count ≥ 1
public record Copies(Dataset samples, Augmentation augmentation, Seed seed, int count) {
    public Copies {
        Check.count("count", count);
    }

    /// Number of copies that a training goes through; 0 where every epoch draws new ones. One is enough where all copies
    /// are the same.
    ///
    /// @param most number that the settings allow
    public static int count(int epochs, int most, Augmentation augmentation, boolean randomInput) {
        boolean same = augmentation instanceof None && !randomInput;
        return Math.min(same ? 1 : epochs, most);
    }

    /// @param copy from 0
    Draws draws(int copy) {
        return Draws.of(seed.split("copy").split(copy));
    }

    /// Names the samples, the augmentation and the copy in the key of stored targets.
    String key(int copy) {
        return String.join(
                "\n",
                "data " + samples.digest(),
                "augmentation " + Augmentation.catalog().spec(augmentation),
                "seed " + seed.value() + " copy " + copy);
    }
}
