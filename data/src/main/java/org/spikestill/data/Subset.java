package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.spikestill.model.Shape;

/// View of chosen samples of another data set, in the chosen order.
public final class Subset implements Dataset {
    private final Dataset origin;
    private final int[] indices;
    private volatile String digest;

    private Subset(Dataset origin, int[] indices) {
        this.origin = origin;
        this.indices = indices;
    }

    /// @param indices numbers of samples of `origin`, each from 0 to its size − 1; may repeat
    public static Subset of(Dataset origin, int... indices) {
        for (int index : indices) {
            Objects.checkIndex(index, origin.size());
        }
        return new Subset(origin, indices.clone());
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
        return indices.length;
    }

    /// SHA-256 over the digest of the origin and the chosen numbers.
    @Override
    public String digest() {
        if (digest == null) {
            ByteBuffer chosen = ByteBuffer.allocate(4 * indices.length);
            chosen.asIntBuffer().put(indices);
            String header = "subset of " + origin.digest() + "\n";
            digest = Digests.sha256(header.getBytes(StandardCharsets.UTF_8), chosen.array());
        }
        return digest;
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        return origin.read(indices[index], into);
    }

    @Override
    public void values(int index, float[] into) throws IOException {
        origin.values(indices[index], into);
    }

    @Override
    public int label(int index) throws IOException {
        return origin.label(indices[index]);
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
