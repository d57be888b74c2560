package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// CIFAR-10, photographs, [3, 32, 32], 50,000 and 10,000 samples (Krizhevsky, technical report, University of
/// Toronto, 2009): the binary version in the folder `cifar-10-batches-bin`.
public record Cifar10() implements DataSource {
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "cifar-10-batches-bin");
        List<Path> train = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> folder.find("data_batch_" + number + ".bin"))
                .toList();
        CifarRecords records = new CifarRecords(List.of(CLASSES.size()));
        return new Opened(records.read(train), records.read(List.of(folder.find("test_batch.bin"))), CLASSES);
    }
}
