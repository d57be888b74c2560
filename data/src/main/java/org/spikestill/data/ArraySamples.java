package org.spikestill.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// Samples of a NumPy array with labels of another, in memory.
final class ArraySamples implements Dataset {
    private static final int MAX_CLASSES = 10_000;

    private final NumpyArray samples;
    private final NumpyArray labels;
    private final Shape sample;
    private final boolean channelsLast;
    private final int classes;
    private volatile String digest;

    private ArraySamples(NumpyArray samples, NumpyArray labels, Shape sample, boolean channelsLast, int classes) {
        this.samples = samples;
        this.labels = labels;
        this.sample = sample;
        this.channelsLast = channelsLast;
        this.classes = classes;
    }

    /// @param name of the samples, for errors
    /// @param labelName of the labels, for errors
    /// @throws InvalidFile naming the element that is no value in [0, 1], or no class
    static ArraySamples of(Path name, NumpyArray samples, Path labelName, NumpyArray labels) {
        List<Integer> d = samples.dimensions();
        boolean channelsLast = d.size() == 4 && isChannels(d.getLast()) && !isChannels(d.get(1));
        if (d.size() < 2 || d.size() > 4 || samples.size() == 0) {
            throw new InvalidFile(
                    name, "is an array of " + d + ", wanted [N, K], [N, H, W], [N, H, W, C] or [N, C, H, W]");
        }
        Shape sample = switch (d.size()) {
            case 2 -> Shape.of(d.get(1));
            case 3 -> Shape.of(1, d.get(1), d.get(2));
            default -> channelsLast ? Shape.of(d.get(3), d.get(1), d.get(2)) : Shape.of(d.get(1), d.get(2), d.get(3));
        };
        checkValues(name, samples);
        return new ArraySamples(samples, labels, sample, channelsLast, classes(labelName, labels, d.getFirst()));
    }

    private static boolean isChannels(int edge) {
        return edge == 1 || edge == 3;
    }

    private static void checkValues(Path name, NumpyArray samples) {
        if (!samples.isBytes() && !samples.isFloat()) {
            throw new InvalidFile(name, "holds " + samples.type() + ", wanted bytes (uint8) or floats in [0, 1]");
        }
        for (int i = 0; samples.isFloat() && i < samples.size(); i++) {
            double value = samples.at(i);
            if (!(value >= 0 && value <= 1)) {
                throw new InvalidFile(
                        name, "element " + i + " is " + value + ": floats lie in [0, 1], divide those of bytes by 255");
            }
        }
    }

    private static int classes(Path name, NumpyArray labels, int count) {
        if (labels.isFloat() || labels.size() != count || labels.dimensions().getFirst() != count) {
            throw new InvalidFile(
                    name,
                    "is an array of " + labels.dimensions() + " of " + labels.type() + ", wanted " + count
                            + " whole numbers");
        }
        int classes = 2;
        for (int i = 0; i < count; i++) {
            double label = labels.at(i);
            if (label < 0 || label >= MAX_CLASSES) {
                throw new InvalidFile(
                        name, "element " + i + " is " + (long) label + ": classes go from 0 to " + (MAX_CLASSES - 1));
            }
            classes = Math.max(classes, (int) label + 1);
        }
        return classes;
    }

    /// The same where another part has more classes.
    ArraySamples withClasses(int others) {
        if (classes > others) {
            throw new InvalidSettings("there are test or validation labels up to " + (classes - 1)
                    + ", and training labels up to " + (others - 1) + " only");
        }
        return new ArraySamples(samples, labels, sample, channelsLast, others);
    }

    @Override
    public Shape sample() {
        return sample;
    }

    @Override
    public Labels labels() {
        return Labels.classes(classes);
    }

    @Override
    public int size() {
        return samples.dimensions().getFirst();
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
        int elements = sample.elements();
        int channels = channelsLast ? sample.channels() : 1;
        int plane = elements / channels;
        int first = index * elements;
        float white = samples.isBytes() ? 255 : 1;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < plane; i++) {
                into[channel * plane + i] = (float) samples.at(first + i * channels + channel) / white;
            }
        }
        return label(index);
    }

    @Override
    public int label(int index) {
        return (int) labels.at(index);
    }
}
