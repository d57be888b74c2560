package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;

/// View of a data set with other labels: none, other classes, or the predictions of a teacher in their place.
public final class ReLabelled implements Dataset {
    private final Dataset origin;
    private final Labels labels;
    private final int[] classes;
    private volatile String digest;

    private ReLabelled(Dataset origin, Labels labels, int[] classes) {
        this.origin = origin;
        this.labels = labels;
        this.classes = classes;
    }

    /// The samples alone.
    public static ReLabelled withoutLabels(Dataset origin) {
        return new ReLabelled(origin, Labels.none(0), new int[origin.size()]);
    }

    /// The samples, not labelled, beside others that are.
    ///
    /// @param classes of the others
    static ReLabelled unlabelled(Dataset origin, int classes) {
        int[] none = new int[origin.size()];
        Arrays.fill(none, Labels.UNLABELLED);
        return new ReLabelled(origin, Labels.someClasses(classes), none);
    }

    /// The labelled samples beside others that are not.
    static ReLabelled labelled(Dataset origin) throws IOException {
        int[] classes = new int[origin.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = origin.label(i);
        }
        return new ReLabelled(origin, Labels.someClasses(origin.classes()), classes);
    }

    /// The samples with the predictions of a teacher, which stand in for labels where agreement is measured.
    ///
    /// @param predictions class of each sample
    /// @param width number of the teacher's classes
    public static ReLabelled predicted(Dataset origin, int[] predictions, int width) {
        if (predictions.length != origin.size()) {
            throw new IllegalArgumentException(
                    predictions.length + " predictions for " + origin.size() + " samples: one of each is needed");
        }
        for (int each : predictions) {
            Check.within("predicted class", each, 0, width - 1);
        }
        return new ReLabelled(origin, Labels.none(width), predictions.clone());
    }

    /// The samples with other classes of the same kind.
    ///
    /// @param classes one of each sample
    static ReLabelled classes(Dataset origin, int[] classes) {
        return new ReLabelled(origin, origin.labels(), classes);
    }

    @Override
    public Shape sample() {
        return origin.sample();
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public int size() {
        return classes.length;
    }

    /// SHA-256 over the digest of the origin and the labels.
    @Override
    public String digest() {
        if (digest == null) {
            ByteBuffer all = ByteBuffer.allocate(Integer.BYTES * classes.length);
            all.asIntBuffer().put(classes);
            String header = "labels " + labels.kind() + " " + labels.width() + " of " + origin.digest() + "\n";
            digest = Digests.sha256(header.getBytes(StandardCharsets.UTF_8), all.array());
        }
        return digest;
    }

    @Override
    public int read(int index, float[] into) throws IOException {
        origin.read(index, into);
        return classes[index];
    }

    @Override
    public int label(int index) {
        return classes[index];
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
