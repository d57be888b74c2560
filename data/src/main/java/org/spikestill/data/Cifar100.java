package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;

/// CIFAR-100, photographs, [3, 32, 32], 50,000 and 10,000 samples of 100 classes (Krizhevsky, technical report,
/// University of Toronto, 2009): the binary version in the folder `cifar-100-binary`, by its fine labels.
public record Cifar100() implements DataSource {
    private static final int COARSE = 20;
    private static final int FINE = 100;

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        DataFolder folder = DataFolder.of(dataDir, "cifar-100-binary");
        CifarRecords records = new CifarRecords(List.of(COARSE, FINE));
        Dataset train = records.read(List.of(folder.find("train.bin")));
        return new Opened(train, records.read(List.of(folder.find("test.bin"))), names(folder));
    }

    private static List<String> names(DataFolder folder) throws IOException {
        Path path = folder.find("fine_label_names.txt");
        List<String> names = Lines.of(path).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != FINE) {
            throw new InvalidFile(path, "holds " + names.size() + " names, wanted " + FINE + ", one a line");
        }
        return names;
    }
}
