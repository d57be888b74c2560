package org.spikestill.data;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.spikestill.model.Shape;

/// Samples of one byte per value, held in memory; a value reads as byte / white. Owns its arrays, which nobody
/// writes.
final class ByteImages implements Dataset {
    private final Shape sample;
    private final int elements;
    private final int classes;
    private final byte[] pixels;
    private final byte[] labels;
    private final int white;
    private volatile String digest;

    /// @param pixels [N, C, H, W], 0 to white
    /// @param labels [N], 0 to classes − 1
    /// @param white the byte that reads as 1, from 1 to 255
    ByteImages(Shape sample, int classes, byte[] pixels, byte[] labels, int white) {
        assert pixels.length == (long) labels.length * sample.elements() : "one sample per label";
        this.sample = sample;
        this.elements = sample.elements();
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
        this.white = white;
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
        return labels.length;
    }

    @Override
    public String digest() {
        if (digest == null) {
            String header = "bytes " + sample + " classes " + classes + " white " + white + "\n";
            digest = Digests.sha256(header.getBytes(StandardCharsets.UTF_8), labels, pixels);
        }
        return digest;
    }

    @Override
    public int read(int index, float[] into) {
        Objects.checkIndex(index, labels.length);
        int start = index * elements;
        for (int i = 0; i < elements; i++) {
            into[i] = (float) (pixels[start + i] & 0xff) / white;
        }
        return labels[index] & 0xff;
    }

    @Override
    public int label(int index) {
        return labels[index] & 0xff;
    }
}
