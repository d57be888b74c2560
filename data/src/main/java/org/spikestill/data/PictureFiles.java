package org.spikestill.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.file.Digest;

/// Pictures of any size that stay in their files and are decoded, turned upright and fitted each time they are read. Memory
/// holds their names alone.
final class PictureFiles implements Dataset {
    private final Shape sample;
    private final Fit fit;
    private final int classes;
    private final List<Entry> entries;
    private volatile String digest;

    /// @param file of the picture
    /// @param label its class
    record Entry(Path file, int label) {}

    /// @param sample shape `[1, H, W]` or `[3, H, W]`
    PictureFiles(Shape sample, Fit fit, int classes, List<Entry> entries) {
        this.sample = sample;
        this.fit = fit;
        this.classes = classes;
        this.entries = List.copyOf(entries);
    }

    @Override
    public Shape sample() {
        return sample;
    }

    @Override
    public Labels labels() {
        return Labels.classes(classes);
    }

    @Override
    public int size() {
        return entries.size();
    }

    /// SHA-256 of shape, fit and labels, and of the files' own digests: nothing is decoded, so that large sets start soon.
    @Override
    public String digest() {
        if (digest == null) {
            MessageDigest all = Digest.sha256();
            String header = "pictures " + sample + " " + fit + " classes " + classes + "\n";
            all.update(header.getBytes(StandardCharsets.UTF_8));
            entries.parallelStream()
                    .map(entry -> (entry.label() + " " + digest(entry.file()) + "\n").getBytes(StandardCharsets.UTF_8))
                    .forEachOrdered(all::update);
            digest = HexFormat.of().formatHex(all.digest());
        }
        return digest;
    }

    /// Digest of the bytes of a file.
    static String digest(Path file) {
        try {
            return Digest.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + InvalidFile.reason(e), e);
        }
    }

    Path file(int index) {
        return entries.get(index).file();
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        Entry entry = entries.get(Objects.checkIndex(index, entries.size()));
        float[] values = Images.read(entry.file(), sample, fit);
        System.arraycopy(values, 0, into, 0, values.length);
        return entry.label();
    }

    @Override
    public int label(int index) {
        return entries.get(index).label();
    }
}
