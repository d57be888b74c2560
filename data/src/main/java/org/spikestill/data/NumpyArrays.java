package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// NumPy arrays by name: of an archive, or files beside one another.
sealed interface NumpyArrays extends AutoCloseable permits NumpyArchive, NumpyFiles {
    /// @throws org.spikestill.model.InvalidFile if there is no such file or it is no archive
    static NumpyArrays open(Path file) throws IOException {
        return file.toString().endsWith(NumpyFiles.ENDING) ? NumpyFiles.beside(file) : NumpyArchive.open(file);
    }

    /// Names of the arrays.
    List<String> names();

    /// @return empty if there is no array of that name
    Optional<NumpyArray> find(String name) throws IOException;

    /// Place of an array, for errors.
    Path place(String name);

    @Override
    void close() throws IOException;
}
