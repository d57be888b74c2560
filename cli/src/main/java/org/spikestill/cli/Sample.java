package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.data.Fit;
import org.spikestill.data.Images;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.model.settings.InvalidSettings;

/// One sample for a model.
final class Sample {
    private final String name;
    private final float[] values;
    private final int index;
    private final List<String> classNames;
    private final Optional<Integer> label;

    private Sample(String name, float[] values, int index, List<String> classNames, Optional<Integer> label) {
        this.name = name;
        this.values = values;
        this.index = index;
        this.classNames = classNames;
        this.label = label;
    }

    /// A picture; classes have the names in the model's file, or numbers.
    static Sample picture(OpenModel model, Path image, Fit fit) throws IOException {
        float[] values = Images.read(image, model.network().input(), fit);
        return new Sample(image.toString(), values, 0, model.classNames(List.of()), Optional.empty());
    }

    /// A test sample of a data set.
    static Sample of(OpenModel model, DataSource source, Optional<Path> dataDir, int index) throws IOException {
        DataSource.Opened opened = source.open(dataDir);
        try (Dataset _ = opened.train();
                Dataset test = model.checked(source, opened.test())) {
            if (index < 0 || index >= test.size()) {
                throw new InvalidSettings(
                        "--index is " + index + ": there are " + test.size() + " test samples, from 0");
            }
            float[] values = new float[test.sample().elements()];
            int label = test.read(index, values);
            String name = DataSource.catalog().spec(source) + ", test sample " + index;
            return new Sample(name, values, index, model.classNames(opened.classNames()), Optional.of(label));
        }
    }

    /// Its name in messages.
    String name() {
        return name;
    }

    /// Raw, as the model takes them.
    float[] values() {
        return values;
    }

    /// Of the encoder's draws, the same as in an evaluation.
    long key() {
        return Evaluator.ENCODER.at(index);
    }

    String className(int number) {
        return classNames.get(number);
    }

    /// Its class, where that is known.
    Optional<Integer> label() {
        return label;
    }
}
