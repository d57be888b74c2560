package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Handwritten-looking digits, [1, size, size], drawn by a generator: the whole flow without a download.
///
/// Each sample is one of the usual forms of its digit, written by a [HandwritingStyle] of its own, with noise. Sample i shows
/// the digit i modulo 10. Equal settings give equal samples on every machine. A result on these digits says that
/// the flow works; it is no result on MNIST. Of the default set three convolutions of 16 channels learn 98.7 % in eight
/// epochs.
///
/// @param train training samples, ≥ 1
/// @param test test samples, ≥ 1
/// @param size edge of an image in pixels, from 12 to 128
/// @param seed decides every sample; part of what the data are, not of a run
public record Strokes(int train, int test, int size, long seed) implements DataSource {
    public Strokes {
        Check.count("train", train);
        Check.count("test", test);
        Check.within("size", size, 12, 128);
        long bytes = (long) Math.max(train, test) * size * size;
        if (bytes > ByteFile.MAX_BYTES) {
            throw new IllegalArgumentException("train and test are " + train + " and " + test + " at size " + size
                    + ": at most " + ByteFile.MAX_BYTES / (size * size) + " samples of that size fit");
        }
    }

    public Strokes() {
        this(8000, 2000, 28, 1);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Seed root = Seed.of(seed);
        return new Opened(
                draw(train, root.split("train")),
                draw(test, root.split("test")),
                IntStream.range(0, Glyphs.digits()).mapToObj(String::valueOf).toList());
    }

    private Dataset draw(int samples, Seed stream) {
        int plane = size * size;
        byte[] labels = new byte[samples];
        byte[] pixels = new byte[samples * plane];
        IntStream.range(0, samples).parallel().forEach(i -> {
            int digit = i % Glyphs.digits();
            labels[i] = (byte) digit;
            new HandwritingStyle(stream.at(i), size).write(digit, pixels, i * plane);
        });
        return new ByteImages(Shape.of(1, size, size), Glyphs.digits(), pixels, labels, 255);
    }
}
