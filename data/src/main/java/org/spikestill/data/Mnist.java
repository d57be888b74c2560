package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// MNIST, handwritten digits, [1, 28, 28], 60,000 and 10,000 samples (LeCun, Bottou, Bengio, Haffner, Proceedings
/// of the IEEE 86(11), 1998): the four published files in the folder `mnist`, gzipped or not.
public record Mnist() implements DataSource {
    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        return Idx.open(DataFolder.of(dataDir, "mnist"), List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    }
}
