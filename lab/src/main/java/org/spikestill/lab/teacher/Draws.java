package org.spikestill.lab.teacher;

import org.spikestill.data.Batch;
import org.spikestill.model.settings.Seed;

/// Random streams of an epoch that teacher and student share.
///
/// @param augment of the augmentation
/// @param encode of the encoder's draws
public record Draws(Seed augment, Seed encode) {
    public static Draws of(Seed seed) {
        return new Draws(seed.split("augment"), seed.split("encode"));
    }

    /// Keys of the encoder's draws, one per sample.
    public long[] keys(Batch batch) {
        return keys(encode, batch);
    }

    public static long[] keys(Seed encode, Batch batch) {
        long[] keys = new long[batch.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = encode.at(batch.indices()[i]);
        }
        return keys;
    }
}
