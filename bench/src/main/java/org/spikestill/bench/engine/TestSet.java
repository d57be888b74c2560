package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.spikestill.data.Cifar10;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;

/// The test images of CIFAR-10 in memory, and training images to calibrate others on.
final class TestSet {
    private static final int CALIBRATION = 256;

    private final float[][] calibration;
    private final float[][] images;
    private final byte[] labels;

    private TestSet(float[][] calibration, float[][] images, byte[] labels) {
        this.calibration = calibration;
        this.images = images;
        this.labels = labels;
    }

    static TestSet read() throws IOException {
        DataSource.Opened data = new Cifar10().open(Optional.empty());
        try (Dataset train = data.train();
                Dataset test = data.test()) {
            float[][] calibration = new float[CALIBRATION][train.sample().elements()];
            for (int i = 0; i < CALIBRATION; i++) {
                train.read(i, calibration[i]);
            }
            float[][] images = new float[test.size()][test.sample().elements()];
            byte[] labels = new byte[test.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) test.read(i, images[i]);
            }
            return new TestSet(calibration, images, labels);
        }
    }

    int size() {
        return images.length;
    }

    /// Raw values; numbers go round.
    float[] image(int number) {
        return images[number % images.length];
    }

    int label(int number) {
        return labels[number];
    }

    /// Writes what [Peers#onNetwork] takes.
    ///
    /// @param network whose scaling is applied
    void write(Network network, Path samples, Path labelFile) throws IOException {
        Files.write(labelFile, labels);
        try (FileChannel channel = FileChannel.open(samples, StandardOpenOption.WRITE)) {
            for (float[][] part : new float[][][] {calibration, images}) {
                for (float[] image : part) {
                    float[] scaled = image.clone();
                    network.scaling().apply(scaled, network.input());
                    ByteBuffer bytes =
                            ByteBuffer.allocate(scaled.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    bytes.asFloatBuffer().put(scaled);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
            }
        }
    }
}
