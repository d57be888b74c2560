package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Fashion-MNIST, pictures of clothes, [1, 28, 28], 60,000 and 10,000 samples (Xiao, Rasul, Vollgraf,
/// arXiv:1708.07747, 2017): the four published files in the folder `fashion-mnist`, gzipped or not.
public record FashionMnist() implements DataSource {
    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        return Idx.open(DataFolder.of(dataDir, "fashion-mnist"), CLASSES);
    }
}
