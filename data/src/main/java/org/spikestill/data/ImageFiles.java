package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Samples that stay in picture files of one size and are decoded each time they are read: sets that memory does not
/// hold.
final class ImageFiles implements Dataset {
    /// Files that a refusal names; the rest is counted.
    private static final int NAMED = 5;

    private final Shape sample;
    private final int classes;
    private final List<Entry> entries;
    private volatile String digest;

    record Entry(Path file, int label) {}

    /// @param sample shape `[1, H, W]` or `[3, H, W]`, to which every picture is held when it is read
    ImageFiles(Shape sample, int classes, List<Entry> entries) {
        this.sample = sample;
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

    /// Decodes every picture on first use.
    @Override
    public String digest() {
        if (digest == null) {
            digest = Digests.ofSamples(this);
        }
        return digest;
    }

    /// Looks at every file, all processors at once.
    @Override
    public void check() throws IOException {
        List<InvalidFile> refused = entries.parallelStream()
                .flatMap(entry -> refused(entry.file()).stream())
                .toList();
        if (!refused.isEmpty()) {
            String named =
                    refused.stream().limit(NAMED).map(Throwable::getMessage).collect(Collectors.joining("; "));
            int more = refused.size() - NAMED;
            throw new InvalidFile(
                    folder(),
                    refused.size() + " of " + entries.size() + " pictures cannot be used: " + named
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    private Optional<InvalidFile> refused(Path file) {
        try {
            Images.check(file, sample);
            return Optional.empty();
        } catch (InvalidFile e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(InvalidFile.unreadable(file, e));
        }
    }

    /// The innermost folder that holds all files.
    private Path folder() {
        Path common = entries.getFirst().file().getParent();
        for (Entry entry : entries) {
            while (!entry.file().startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        Entry entry = entries.get(Objects.checkIndex(index, entries.size()));
        float[] values = Images.read(entry.file(), sample);
        System.arraycopy(values, 0, into, 0, values.length);
        return entry.label();
    }

    @Override
    public int label(int index) {
        return entries.get(index).label();
    }
}
