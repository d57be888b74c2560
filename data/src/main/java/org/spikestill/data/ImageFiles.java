package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikestill.model.Shape;

/// Samples that stay in picture files of one size and are decoded each time they are read: sets that memory does not
/// hold.
final class ImageFiles implements Dataset {
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

    /// Decodes every picture when first asked for.
    @Override
    public String digest() {
        if (digest == null) {
            digest = Digests.ofSamples(this);
        }
        return digest;
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
