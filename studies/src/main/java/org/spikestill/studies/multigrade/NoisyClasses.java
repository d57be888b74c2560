package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.LabelSupply;
import org.spikestill.data.Mnist;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Name;
import org.spikestill.model.settings.Seed;

/// Classification with wrong training labels: the first grade has softmax and cross-entropy, later ones regress one-hot minus
/// probability. Validation and test labels are right.
///
/// @param source of labelled images
/// @param noise share of training labels that become another class, in [0, 0.9]
/// @param limit training samples before validation takes a tenth; 0 for all
@Name("classification")
public record NoisyClasses(DataSource source, float noise, int limit) implements Problem {
    public NoisyClasses {
        Check.within("noise", noise, 0, 0.9f);
        Check.within("limit", limit, 0, Integer.MAX_VALUE);
    }

    public NoisyClasses() {
        this(new Mnist(), 0.2f, 0);
    }

    @Override
    public DataSource data() {
        return source;
    }

    @Override
    public LabelSupply labels() {
        return new LabelSupply(limit, noise);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) throws IOException {
        return new Posed(
                oneHot(data.train()), oneHot(data.validation()), oneHot(data.test()), true, Optional.empty(), 0, 0);
    }

    /// Images and one-hot labels.
    static Points oneHot(Dataset samples) throws IOException {
        int width = samples.sample().elements();
        int classes = samples.classes();
        float[] x = new float[Math.multiplyExact(samples.size(), width)];
        float[] y = new float[samples.size() * classes];
        float[] sample = new float[width];
        for (int i = 0; i < samples.size(); i++) {
            y[i * classes + samples.read(i, sample)] = 1;
            System.arraycopy(sample, 0, x, i * width, width);
        }
        return new Points(width, classes, x, y);
    }
}
