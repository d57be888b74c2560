package org.spikestill.studies.multigrade;

import java.util.Arrays;
import java.util.List;
import org.spikestill.lab.torch.DenseNet;

/// Trained grades one on top of the other: features compose, outputs add.
final class GradeStack {
    private static final int CHUNK = 4096; // rows at a time, for bounded memory

    private GradeStack() {}

    /// Features and outputs at points.
    ///
    /// @param features `[points, width]`, activations of the last hidden layer of the last grade; the points without grades
    /// @param sum `[points, outputs]`
    record Values(float[] features, float[] sum) {
        /// The same with one more grade.
        Values plus(Layers grade) {
            float[] outputs = sum.clone();
            int inputs = grade.shape().inputs();
            int hidden = grade.shape().widths().get(grade.shape().widths().size() - 2);
            int count = features.length / inputs;
            float[] next = new float[Math.multiplyExact(count, hidden)];
            try (DenseNet net = grade.open()) {
                for (int from = 0; from < count; from += CHUNK) {
                    int to = Math.min(count, from + CHUNK);
                    float[] rows = Arrays.copyOfRange(features, from * inputs, to * inputs);
                    float[] chunk = net.features(rows);
                    System.arraycopy(chunk, 0, next, from * hidden, chunk.length);
                    add(
                            contribution(grade, net.outputs(rows)),
                            outputs,
                            from * grade.shape().outputs());
                }
            }
            return new Values(next, outputs);
        }
    }

    private static void add(float[] more, float[] to, int at) {
        for (int i = 0; i < more.length; i++) {
            to[at + i] += more[i];
        }
    }

    /// Part of a grade in the prediction: its outputs, or their probabilities.
    private static float[] contribution(Layers grade, float[] outputs) {
        return grade.softmax() ? softmax(outputs, grade.shape().outputs()) : outputs;
    }

    static Values none(float[] x, int count, int outputs) {
        return new Values(x, new float[Math.multiplyExact(count, outputs)]);
    }

    static Values of(Points points, List<Layers> grades) {
        Values values = none(points.x(), points.size(), points.outputs());
        for (Layers grade : grades) {
            values = values.plus(grade);
        }
        return values;
    }

    /// Probabilities, row by row.
    static float[] softmax(float[] logits, int width) {
        float[] probabilities = new float[logits.length];
        for (int row = 0; row < logits.length / width; row++) {
            float most = logits[row * width + Points.largest(logits, row, width)];
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += Math.exp(logits[row * width + k] - most);
            }
            for (int k = 0; k < width; k++) {
                probabilities[row * width + k] = (float) (Math.exp(logits[row * width + k] - most) / sum);
            }
        }
        return probabilities;
    }
}
