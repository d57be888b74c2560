package org.spikestill.lab.measure;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.Dataset;
import org.spikestill.report.Picture;
import org.spikestill.report.result.FloatArray;

/// Samples as images of a report.
final class Thumbnails {
    private Thumbnails() {}

    /// Empty where the samples are no images of one or three channels.
    static Optional<FloatArray> of(Dataset data, int index) throws IOException {
        if (!Picture.shows(data.sample())) {
            return Optional.empty();
        }
        float[] values = new float[data.sample().elements()];
        data.read(index, values);
        return Optional.of(FloatArray.of(data.sample(), values));
    }
}
