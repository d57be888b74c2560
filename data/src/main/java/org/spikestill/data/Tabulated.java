package org.spikestill.data;

import java.util.Objects;
import org.spikestill.model.Shape;

/// A function given by its values at points, in memory: samples are the points, labels the values there.
final class Tabulated implements Dataset {
    private final Shape sample;
    private final Labels labels;
    private final float[] points;
    private final float[] values;
    private volatile String digest;

    /// @param points in [0, 1], one after another
    /// @param values `labels.width()` for each point
    Tabulated(Shape sample, Labels labels, float[] points, float[] values) {
        assert (long) points.length * labels.width() == (long) values.length * sample.elements()
                : "values for each point";
        this.sample = sample;
        this.labels = labels;
        this.points = points;
        this.values = values;
    }

    @Override
    public Shape sample() {
        return sample;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public int size() {
        return values.length / labels.width();
    }

    @Override
    public String digest() {
        if (digest == null) {
            digest = Digests.ofSamples(this);
        }
        return digest;
    }

    @Override
    public int read(int index, float[] into) {
        Objects.checkIndex(index, size());
        System.arraycopy(points, index * sample.elements(), into, 0, sample.elements());
        return 0;
    }

    @Override
    public void values(int index, float[] into) {
        Objects.checkIndex(index, size());
        System.arraycopy(values, index * labels.width(), into, 0, labels.width());
    }
}
