package org.spikestill.lab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.spikestill.data.Dataset;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Misclassified samples of an evaluation, ranked by the margin of their wrong class.
public final class Misclassified {
    /// Bound on the samples that are run again for their logits.
    private static final int EXAMINED = 2000;

    private Misclassified() {}

    /// The most confidently wrong samples by the logits of the engine.
    ///
    /// @param evaluation of the engine's network on `data`
    /// @param split that `data` is
    /// @param classNames by number
    /// @param shown at most so many samples
    public static WorstSamples worst(
            Engine engine, Evaluation evaluation, Dataset data, Split split, List<String> classNames, int shown)
            throws IOException {
        int[] labels = labels(data);
        int[] wrong = IntStream.range(0, labels.length)
                .filter(i -> evaluation.predictions().get(i) != labels[i])
                .toArray();
        int[] examined = IntStream.of(wrong).limit(EXAMINED).toArray();
        List<Ranked> ranked = rank(engine, evaluation, data, examined);
        List<WorstSamples.Sample> samples = new ArrayList<>();
        for (Ranked each : ranked.subList(0, Math.min(shown, ranked.size()))) {
            int predicted = evaluation.predictions().get(each.index);
            samples.add(new WorstSamples.Sample(
                    each.index,
                    classNames.get(labels[each.index]),
                    classNames.get(predicted),
                    each.confidence,
                    each.margin,
                    Thumbnails.of(data, each.index)));
        }
        return new WorstSamples(split, wrong.length, examined.length, samples);
    }

    private static int[] labels(Dataset data) throws IOException {
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
        }
        return labels;
    }

    private record Ranked(int index, double confidence, double margin) {}

    private static List<Ranked> rank(Engine engine, Evaluation evaluation, Dataset data, int[] indices)
            throws IOException {
        List<Ranked> ranked = new ArrayList<>();
        float[] sample = new float[data.sample().elements()];
        Session session = engine.open();
        for (int index : indices) {
            int label = data.read(index, sample);
            Prediction prediction = session.run(sample, Evaluator.ENCODER.at(index));
            int predicted = evaluation.predictions().get(index);
            ranked.add(new Ranked(
                    index,
                    softmax(prediction.logits(), predicted),
                    (double) prediction.logit(predicted) - prediction.logit(label)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::margin).reversed());
        return ranked;
    }

    private static double softmax(float[] logits, int index) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[index]);
        }
        return 1 / sum;
    }
}
