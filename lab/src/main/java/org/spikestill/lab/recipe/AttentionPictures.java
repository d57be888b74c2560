package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.loss.Attention;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Shape;
import org.spikestill.report.result.AttentionSample;
import org.spikestill.report.result.FloatArray;
import org.spikestill.report.result.Split;

/// Attention maps of teacher and student on a few test samples, one of each of the first classes met.
final class AttentionPictures {
    private static final int SAMPLES = 6;

    private final DataSplits data;
    private final Models models;

    AttentionPictures(DataSplits data, Models models) {
        this.data = data;
        this.models = models;
    }

    List<AttentionSample> take() throws IOException {
        Dataset test = data.test();
        int channels = test.sample().channels();
        if (models.pairs().isEmpty() || !test.sample().isMap() || (channels != 1 && channels != 3)) {
            return List.of();
        }
        List<AttentionSample> samples = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        try (TorchNetwork teacher = new TorchNetwork(
                        models.get(Stage.TEACHER).network(),
                        models.get(Stage.TEACHER).weights());
                TorchNetwork student = new TorchNetwork(
                        models.student().network(), models.student().weights())) {
            float[] sample = new float[test.sample().elements()];
            for (int i = 0; i < test.size() && samples.size() < SAMPLES; i++) {
                int label = test.read(i, sample);
                if (seen.add(label)) {
                    samples.add(picture(i, label, sample, teacher, student));
                }
            }
        }
        return samples;
    }

    private AttentionSample picture(int index, int label, float[] sample, TorchNetwork teacher, TorchNetwork student) {
        long[] keys = {Evaluator.ENCODER.at(index)};
        try (Scope _ = Scope.open()) {
            Trace taught = teacher.run(sample, 1, keys, RunMode.evaluation(names(true)));
            Trace learned = student.run(sample, 1, keys, RunMode.evaluation(names(false)));
            List<AttentionSample.Depth> depths = new ArrayList<>();
            for (int i = 0; i < models.pairs().size(); i++) {
                LayerPair pair = models.pairs().get(i);
                depths.add(new AttentionSample.Depth(
                        Pairing.depth(i, models.pairs().size()),
                        map(pair.teacher(), taught),
                        map(pair.student(), learned)));
            }
            int predicted = learned.logits().argmax(1).toInts()[0];
            return new AttentionSample(
                    Split.TEST,
                    index,
                    data.classNames().get(label),
                    data.classNames().get(predicted),
                    FloatArray.of(data.test().sample(), sample),
                    depths);
        }
    }

    private String[] names(boolean teacher) {
        return models.pairs().stream()
                .map(pair -> teacher ? pair.teacher() : pair.student())
                .toArray(String[]::new);
    }

    private static AttentionSample.Map map(String node, Trace trace) {
        Tensor map = Attention.map(trace.map(node)); // [1, H, W]
        Shape shape = Shape.of((int) map.size(1), (int) map.size(2));
        return new AttentionSample.Map(node, FloatArray.of(shape, map.toFloats()));
    }
}
