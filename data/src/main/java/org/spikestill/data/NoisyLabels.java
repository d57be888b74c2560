package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Symmetric label noise: a view in which an exact share of the samples, chosen by a seed, has the label of another class,
/// each of the others equally likely.
final class NoisyLabels implements Dataset {
    private final Dataset origin;
    private final int[] labels;
    private volatile String digest;

    private NoisyLabels(Dataset origin, int[] labels) {
        this.origin = origin;
        this.labels = labels;
    }

    static NoisyLabels of(Dataset origin, float share, Seed seed) throws IOException {
        int[] labels = new int[origin.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = origin.label(i);
        }
        int[] order = seed.split("which").permutation(labels.length);
        int wrong = (int) Math.round((double) share * labels.length);
        Seed draws = seed.split("class");
        for (int i = 0; i < wrong; i++) {
            int others = origin.classes() - 1;
            int step = 1 + (int) Math.floorMod(draws.at(order[i]), (long) others);
            labels[order[i]] = (labels[order[i]] + step) % origin.classes();
        }
        return new NoisyLabels(origin, labels);
    }

    @Override
    public Shape sample() {
        return origin.sample();
    }

    @Override
    public Labels labels() {
        return origin.labels();
    }

    @Override
    public int size() {
        return labels.length;
    }

    /// SHA-256 over the digest of the origin and the labels.
    @Override
    public String digest() {
        if (digest == null) {
            ByteBuffer all = ByteBuffer.allocate(4 * labels.length);
            all.asIntBuffer().put(labels);
            String header = "labels of " + origin.digest() + "\n";
            digest = Digests.sha256(header.getBytes(StandardCharsets.UTF_8), all.array());
        }
        return digest;
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        origin.read(index, into);
        return labels[index];
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void check() throws IOException {
        origin.check();
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}
