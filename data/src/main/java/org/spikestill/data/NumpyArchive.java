package org.spikestill.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.spikestill.model.InvalidFile;

/// Arrays by name in a file of `numpy.savez`: a zip archive of NPY files.
final class NumpyArchive implements NumpyArrays {
    private static final int MAX_ARRAYS = 1000;

    private final Path file;
    private final ZipFile zip;

    private NumpyArchive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /// @throws InvalidFile if there is no such file or it is no archive
    static NumpyArchive open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw InvalidFile.missing(file);
        }
        try {
            NumpyArchive archive = new NumpyArchive(file, new ZipFile(file.toFile()));
            if (archive.zip.size() > MAX_ARRAYS) {
                archive.close();
                throw new InvalidFile(file, "holds more than " + MAX_ARRAYS + " arrays");
            }
            return archive;
        } catch (IOException e) {
            throw new InvalidFile(file, "is no archive of NumPy arrays: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> names() {
        return zip.stream()
                .map(ZipEntry::getName)
                .map(name -> name.replaceFirst("\\.npy$", ""))
                .sorted()
                .toList();
    }

    @Override
    public Optional<NumpyArray> find(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            return Optional.empty();
        }
        Path inside = file.resolve(entry.getName());
        try (InputStream in = zip.getInputStream(entry);
                ByteFile bytes = ByteFile.unpacked(inside, in, Math.max(0, entry.getCompressedSize()))) {
            return Optional.of(NumpyArray.read(bytes));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidFile(inside, "is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public Path place(String name) {
        return file.resolve(name);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
