package org.spikestill.model.encode;

import java.util.Arrays;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

/// Samples that are films: their channels are frames one after the other, and each tick carries the frames of its part of the
/// time, or their mean where it has several. With T = count that is one frame a tick; at T = 1 it is the mean of all.
///
/// ```
/// x[t] = mean of frame[⌊t·count/T⌋] to before frame[max(⌊t·count/T⌋ + 1, ⌊(t + 1)·count/T⌋)],  t from 0
/// ```
///
/// @param count frames in a sample, 1 to 4096; its channels are a multiple of it
public record Frames(int count) implements Encoder {
    public Frames {
        Check.within("count", count, 1, 4096);
    }

    public Frames() {
        this(10);
    }

    @Override
    public Shape frame(Shape sample) {
        if (!sample.isMap() || sample.channels() % count != 0) {
            throw new InvalidNetwork(
                    "the encoder reads samples of %d frames, and %s is no map whose channels are a multiple of that: name as many frames as the data have"
                            .formatted(count, sample));
        }
        return Shape.of(sample.channels() / count, sample.height(), sample.width());
    }

    @Override
    public Encoder averaged() {
        return this;
    }

    @Override
    public void encode(float[] sample, int tick, int ticks, long key, float[] out) {
        int first = (int) ((long) tick * count / ticks);
        int end = Math.max(first + 1, (int) ((tick + 1L) * count / ticks));
        Arrays.fill(out, 0);
        for (int frame = first; frame < end; frame++) {
            for (int i = 0; i < out.length; i++) {
                out[i] += sample[frame * out.length + i];
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= end - first;
        }
    }
}
