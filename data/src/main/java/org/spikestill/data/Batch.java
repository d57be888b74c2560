package org.spikestill.data;

import java.util.Optional;
import org.spikestill.model.Shape;

/// Samples handed over together. The [Loader] reuses its arrays: a batch is valid until the next one is requested.
public final class Batch {
    private final Shape sample;
    private final float[] images;
    private final int[] labels;
    private final float[] values;
    private final int[] indices;
    private final Optional<Mixture> mixture;

    /// @param mixed whether its samples are mixtures of two
    Batch(Shape sample, Labels type, int size, boolean mixed) {
        this.sample = sample;
        this.images = new float[Math.multiplyExact(size, sample.elements())];
        this.labels = new int[size];
        this.values = new float[type.kind() == Labels.Kind.VALUES ? Math.multiplyExact(size, type.width()) : 0];
        this.indices = new int[size];
        this.mixture = mixed ? Optional.of(new Mixture(size)) : Optional.empty();
    }

    /// Number of samples; every array is exactly that long, times the elements of a sample for the images.
    public int size() {
        return labels.length;
    }

    /// Shape of one sample.
    public Shape sample() {
        return sample;
    }

    /// Raw values in [0, 1] after augmentation, one planar sample after another. // [N, C, H, W]
    public float[] images() {
        return images;
    }

    /// Class of each sample as [Dataset#read] has it. // [N]
    public int[] labels() {
        return labels;
    }

    /// Values of each sample; empty where the labels are not values. // [N, K]
    public float[] values() {
        return values;
    }

    /// Number of each sample in its data set. // [N]
    public int[] indices() {
        return indices;
    }

    /// The second samples, where each is mixed with another one.
    public Optional<Mixture> mixture() {
        return mixture;
    }
}
