package org.spikestill.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.spikestill.model.Shape;

/// Files and data sets small enough to work out by hand.
final class Fixtures {
    private Fixtures() {}

    /// IDX images of one value each byte: image i is filled with `pixels[i]`.
    static byte[] idxImages(int rows, int columns, int... pixels) {
        ByteBuffer file = ByteBuffer.allocate(16 + pixels.length * rows * columns);
        file.putInt(2051).putInt(pixels.length).putInt(rows).putInt(columns);
        for (int pixel : pixels) {
            for (int i = 0; i < rows * columns; i++) {
                file.put((byte) pixel);
            }
        }
        return file.array();
    }

    static byte[] idxLabels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
        file.putInt(2049).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    static float[] read(Dataset data, int index) throws IOException {
        float[] sample = new float[data.sample().elements()];
        data.read(index, sample);
        return sample;
    }

    /// Samples `[1, 1, 2]` that tell their number: sample i is i / 255, 1 − i / 255; its label is i % classes.
    static Dataset numbered(int size, int classes) {
        byte[] pixels = new byte[2 * size];
        byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            pixels[2 * i] = (byte) i;
            pixels[2 * i + 1] = (byte) (255 - i);
            labels[i] = (byte) (i % classes);
        }
        return new ByteImages(Shape.of(1, 1, 2), classes, pixels, labels, 255);
    }
}
