package org.spikestill.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.Dataset;

/// Accuracy on the samples of one class, also called recall.
///
/// @param classIndex the label
/// @param samples of the class
/// @param accuracy share of them that is predicted right; nothing where there are none
record ClassAccuracy(int classIndex, String name, int samples, Optional<Double> accuracy) {
    /// @param predictions class of each sample
    /// @param names of the classes, in the order of the labels
    static List<ClassAccuracy> of(Dataset data, List<Integer> predictions, List<String> names) throws IOException {
        int[] samples = new int[names.size()];
        int[] right = new int[names.size()];
        for (int i = 0; i < predictions.size(); i++) {
            int label = data.label(i);
            samples[label]++;
            right[label] += predictions.get(i) == label ? 1 : 0;
        }
        List<ClassAccuracy> classes = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            Optional<Double> accuracy =
                    samples[k] == 0 ? Optional.empty() : Optional.of((double) right[k] / samples[k]);
            classes.add(new ClassAccuracy(k, names.get(k), samples[k], accuracy));
        }
        return classes;
    }
}
