package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;

/// Arrays of `numpy.save`, one a file, in one folder: `x_train.npy` is the array `x_train`.
record NumpyFiles(Path folder, List<String> names) implements NumpyArrays {
    static final String ENDING = ".npy";

    private static final int MAX_ENTRIES = 100_000;

    /// @param file one of the arrays
    static NumpyFiles beside(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw InvalidFile.missing(file);
        }
        Path folder = file.toAbsolutePath().getParent();
        List<String> names = Folders.files(
                        folder, MAX_ENTRIES, each -> Folders.name(each).endsWith(ENDING))
                .stream()
                .map(Folders::name)
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .toList();
        return new NumpyFiles(folder, names);
    }

    @Override
    public Optional<NumpyArray> find(String name) throws IOException {
        Path file = place(name);
        if (!names.contains(name)) {
            return Optional.empty();
        }
        try (ByteFile bytes = ByteFile.open(file)) {
            return Optional.of(NumpyArray.read(bytes));
        }
    }

    @Override
    public Path place(String name) {
        return folder.resolve(name + ENDING);
    }

    @Override
    public void close() {}
}
