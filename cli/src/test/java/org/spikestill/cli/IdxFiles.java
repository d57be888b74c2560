package org.spikestill.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Small pictures of noise in the layout of MNIST; class i % 10 for picture i.
final class IdxFiles {
    private IdxFiles() {}

    static void write(Path folder, int edge, int samples, long seed) throws IOException {
        write(folder, edge, edge, samples, seed);
    }

    static void write(Path folder, int height, int width, int samples, long seed) throws IOException {
        Random random = new Random(seed);
        for (String set : new String[] {"train", "t10k"}) {
            ByteBuffer images = ByteBuffer.allocate(16 + samples * height * width);
            images.putInt(2051).putInt(samples).putInt(height).putInt(width);
            while (images.hasRemaining()) {
                images.put((byte) random.nextInt(256));
            }
            Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
            ByteBuffer labels = ByteBuffer.allocate(8 + samples);
            labels.putInt(2049).putInt(samples);
            for (int i = 0; i < samples; i++) {
                labels.put((byte) (i % 10));
            }
            Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
        }
    }
}
