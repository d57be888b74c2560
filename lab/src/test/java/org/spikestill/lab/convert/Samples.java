package org.spikestill.lab.convert;

import org.spikestill.data.Dataset;
import org.spikestill.data.Labels;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Samples written down or drawn, all of class 0 of 2.
final class Samples implements Dataset {
    private final Shape shape;
    private final float[][] values;

    private Samples(Shape shape, float[][] values) {
        this.shape = shape;
        this.values = values;
    }

    static Dataset of(float[]... values) {
        return new Samples(Shape.of(values[0].length), values);
    }

    /// Uniform in [0, 1).
    static Dataset uniform(Shape shape, int count, Seed seed) {
        float[][] values = new float[count][shape.elements()];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < values[n].length; i++) {
                values[n][i] = Seed.uniform(seed.at(n), i);
            }
        }
        return new Samples(shape, values);
    }

    @Override
    public Shape sample() {
        return shape;
    }

    @Override
    public Labels labels() {
        return Labels.classes(2);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public String digest() {
        return "written down";
    }

    @Override
    public int read(int index, float[] into) {
        System.arraycopy(values[index], 0, into, 0, into.length);
        return 0;
    }
}
