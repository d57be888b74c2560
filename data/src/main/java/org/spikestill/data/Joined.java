package org.spikestill.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.spikestill.model.Shape;

/// Two data sets of one kind as one: the samples of the second come after those of the first.
record Joined(Dataset first, Dataset second) implements Dataset {
    Joined {
        if (!first.sample().equals(second.sample()) || !first.labels().equals(second.labels())) {
            throw new IllegalArgumentException("samples " + first.sample() + " with labels " + first.labels() + ", and "
                    + second.sample() + " with labels " + second.labels() + ": both must be of one shape and kind");
        }
    }

    @Override
    public Shape sample() {
        return first.sample();
    }

    @Override
    public Labels labels() {
        return first.labels();
    }

    @Override
    public int size() {
        return Math.addExact(first.size(), second.size());
    }

    @Override
    public String digest() {
        return Digests.sha256(
                ("joined " + first.digest() + " " + second.digest() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        return index < first.size() ? first.read(index, into) : second.read(index - first.size(), into);
    }

    @Override
    public int label(int index) throws IOException {
        return index < first.size() ? first.label(index) : second.label(index - first.size());
    }

    @Override
    public void check() throws IOException {
        first.check();
        second.check();
    }

    @Override
    public void close() throws IOException {
        try (first;
                second) {
            // both, even if one fails
        }
    }
}
