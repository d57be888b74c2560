package org.spikestill.data;

import java.io.IOException;
import java.util.stream.IntStream;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;

/// Samples, labelled or not, read by number: in any order, from any thread. Shuffling is a permutation of the numbers.
public interface Dataset extends AutoCloseable {
    /// Shape of one sample: `[C, H, W]` or `[K]`.
    Shape sample();

    /// Type of the labels: a class per sample, values, or none.
    Labels labels();

    /// Number of classes; labels go from 0 to classes − 1. 0 where the labels are values, or where there are none and no teacher
    /// stands in for them.
    default int classes() {
        return switch (labels().kind()) {
            case CLASSES, SOME_CLASSES, NONE -> labels().width();
            case VALUES -> 0;
        };
    }

    int size();

    /// SHA-256 of the decoded samples and labels in lower-case hex, so that a stored model names what it was
    /// trained on. It does not depend on how the files were packed. Computed on first use.
    String digest();

    /// Writes one sample and returns its class: 0 where the labels are values, [Labels#UNLABELLED] where others have one, and a
    /// teacher's prediction, or 0, where nothing is labelled.
    ///
    /// @param index from 0 to size − 1
    /// @param into as long as the sample; raw values in [0, 1], planar (channel, row, column), 0 = background
    /// @throws IOException if the file behind it cannot be read
    int read(int index, float[] into) throws IOException;

    /// The values that are the label of a sample.
    ///
    /// @param into as long as [#labels] are wide
    default void values(int index, float[] into) throws IOException {
        throw new IllegalStateException("the labels are " + labels() + ": there are no values to read");
    }

    /// Finds out, before there is work to lose, whether every sample can be read, as far as that is known without decoding.
    ///
    /// @throws org.spikestill.model.InvalidFile naming files that are missing, damaged or of another size
    default void check() throws IOException {}

    /// The class alone.
    default int label(int index) throws IOException {
        return read(index, new float[sample().elements()]);
    }

    /// View of the first `samples` samples, or this if it has no more than that.
    ///
    /// @param samples ≥ 0
    default Dataset limit(int samples) {
        Check.within("limit", samples, 0, Integer.MAX_VALUE);
        return samples >= size()
                ? this
                : Subset.of(this, IntStream.range(0, samples).toArray());
    }

    /// Frees open files; closing twice does nothing more. A view closes what it looks at.
    @Override
    default void close() throws IOException {}
}
