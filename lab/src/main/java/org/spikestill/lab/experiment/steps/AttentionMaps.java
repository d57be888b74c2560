package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.teacher.AttentionMap;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.AttentionSample;
import org.spikestill.report.result.FloatArray;
import org.spikestill.report.result.Split;

/// Attention maps of teacher and student on a few test samples, one of each of the first classes met.
///
/// @param pairs layers that match; empty pairs them by resolution
public record AttentionMaps(Ref<ModelResult> teacher, Ref<ModelResult> student, List<LayerPair> pairs)
        implements Step<AttentionMaps.Samples> {
    private static final int SAMPLES = 6;

    public AttentionMaps {
        pairs = List.copyOf(pairs);
    }

    public record Samples(List<AttentionSample> samples) {
        public Samples {
            samples = List.copyOf(samples);
        }

        public Samples() {
            this(List.of());
        }
    }

    @Override
    public ResultType<Samples> result() {
        return ResultType.record(Samples.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(teacher, student);
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(before.network(student), SAMPLES);
    }

    @Override
    public Samples run(Inputs inputs, Context context) throws IOException {
        Dataset test = context.data().test();
        int channels = test.sample().channels();
        if (!test.sample().isMap() || (channels != 1 && channels != 3)) {
            return new Samples();
        }
        ModelFile taughtBy = inputs.get(teacher).model();
        ModelFile learner = inputs.get(student).model();
        try (TorchNetwork first = new TorchNetwork(taughtBy.network(), taughtBy.weights());
                TorchNetwork second = new TorchNetwork(learner.network(), learner.weights())) {
            return samples(new Two(first, second, matching(first.network(), second.network())), context.data());
        }
    }

    private List<LayerPair> matching(Network first, Network second) {
        return pairs.isEmpty() ? Pairing.automatic(Taps.of(first), Taps.of(second)) : pairs;
    }

    private static Samples samples(Two networks, DataSplits data) throws IOException {
        List<AttentionSample> samples = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        float[] sample = new float[data.test().sample().elements()];
        for (int i = 0; i < data.test().size() && samples.size() < SAMPLES; i++) {
            int label = data.test().read(i, sample);
            if (seen.add(label)) {
                samples.add(networks.sample(i, label, sample, data));
            }
        }
        return new Samples(samples);
    }

    /// Two networks and the layers of theirs that match.
    private record Two(TorchNetwork teacher, TorchNetwork student, List<LayerPair> pairs) {
        AttentionSample sample(int index, int label, float[] sample, DataSplits data) {
            long[] keys = {Evaluator.ENCODER.at(index)};
            String[] taught = pairs.stream().map(LayerPair::teacher).toArray(String[]::new);
            String[] own = pairs.stream().map(LayerPair::student).toArray(String[]::new);
            try (Scope _ = Scope.open()) {
                Trace ofTeacher = teacher.run(sample, 1, keys, RunMode.evaluation(taught));
                Trace ofStudent = student.run(sample, 1, keys, RunMode.evaluation(own));
                List<AttentionSample.Depth> depths = new ArrayList<>();
                for (int i = 0; i < pairs.size(); i++) {
                    depths.add(new AttentionSample.Depth(
                            Pairing.depth(i, pairs.size()), map(taught[i], ofTeacher), map(own[i], ofStudent)));
                }
                int predicted = ofStudent.logits().argmax(1).toInts()[0];
                return new AttentionSample(
                        Split.TEST,
                        index,
                        data.classNames().get(label),
                        data.classNames().get(predicted),
                        FloatArray.of(data.test().sample(), sample),
                        depths);
            }
        }

        private static AttentionSample.Map map(String node, Trace trace) {
            Tensor map = AttentionMap.of(trace.map(node)); // [1, H, W]
            Shape shape = Shape.of((int) map.size(1), (int) map.size(2));
            return new AttentionSample.Map(node, FloatArray.of(shape, map.toFloats()));
        }
    }
}
