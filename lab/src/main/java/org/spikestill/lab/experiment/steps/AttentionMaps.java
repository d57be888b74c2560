package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.data.Subset;
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
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.AttentionSample;
import org.spikestill.report.result.FloatArray;
import org.spikestill.report.result.Split;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Attention maps of teacher and student on a few test samples, one of each of the first classes met.
///
/// @param pairs layers that match; empty pairs them by a rule
/// @param pairing that rule
public record AttentionMaps(TeacherSource teacher, Ref<ModelResult> student, List<LayerPair> pairs, PairBy pairing)
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
        List<Ref<?>> inputs = new ArrayList<>(teacher.inputs());
        inputs.add(student);
        return inputs;
    }

    /// The teacher counts by content.
    @Override
    public JsonNode fingerprint() {
        ObjectNode tree = (ObjectNode) Settings.write(this);
        tree.set("teacher", teacher.fingerprint());
        return tree;
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
        ModelFile learner = inputs.get(student).model();
        try (Teacher first = teacher.open(inputs, context);
                TorchNetwork second = new TorchNetwork(learner.network(), learner.weights())) {
            return samples(new Two(first, second, matching(first.taps(), Taps.of(second.network()))), context.data());
        }
    }

    private List<LayerPair> matching(Taps first, Taps second) {
        return pairs.isEmpty() ? Pairing.automatic(first, second, pairing) : pairs;
    }

    private static Samples samples(Two networks, DataSplits data) throws IOException {
        List<AttentionSample> samples = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < data.test().size() && samples.size() < SAMPLES; i++) {
            if (seen.add(data.test().label(i))) {
                samples.add(networks.sample(i, data));
            }
        }
        return new Samples(samples);
    }

    /// Two networks and the layers of theirs that match.
    private record Two(Teacher teacher, TorchNetwork student, List<LayerPair> pairs) {
        AttentionSample sample(int index, DataSplits data) {
            try (Loader loader = Loader.inOrder(Subset.of(data.test(), index), 1)) {
                return sample(index, loader.iterator().next(), data);
            }
        }

        private AttentionSample sample(int index, Batch batch, DataSplits data) {
            long[] keys = {Evaluator.ENCODER.at(index)};
            String[] own = pairs.stream().map(LayerPair::student).toArray(String[]::new);
            try (Scope _ = Scope.open()) {
                Targets ofTeacher = teacher.targets(batch, keys, wanted());
                Trace ofStudent = student.run(batch.images(), 1, keys, RunMode.evaluation(own));
                List<AttentionSample.Depth> depths = new ArrayList<>();
                for (int i = 0; i < pairs.size(); i++) {
                    String taught = pairs.get(i).teacher();
                    depths.add(new AttentionSample.Depth(
                            Pairing.depth(i, pairs.size()),
                            map(taught, ofTeacher.attention(taught)),
                            map(own[i], AttentionMap.of(ofStudent.map(own[i])))));
                }
                int predicted = ofStudent.logits().argmax(1).toInts()[0];
                return new AttentionSample(
                        Split.TEST,
                        index,
                        data.classNames().get(batch.labels()[0]),
                        data.classNames().get(predicted),
                        FloatArray.of(data.test().sample(), batch.images()),
                        depths);
            }
        }

        private TargetSpec wanted() {
            List<Targets.Part> parts = pairs.stream()
                    .map(pair -> new Targets.Part(Targets.Kind.ATTENTION, pair.teacher()))
                    .distinct()
                    .toList();
            return TargetSpec.of(parts, teacher.taps(), Precision.FLOAT32);
        }

        /// @param map `[1, H, W]`
        private static AttentionSample.Map map(String node, Tensor map) {
            Shape shape = Shape.of((int) map.size(1), (int) map.size(2));
            return new AttentionSample.Map(node, FloatArray.of(shape, map.toFloats()));
        }
    }
}
