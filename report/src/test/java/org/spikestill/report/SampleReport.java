package org.spikestill.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;
import tools.jackson.databind.json.JsonMapper;

/// Reports with figures as a run might give them.
final class SampleReport {
    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat", "deer", "frog");
    private static final Source TEST = new Source(Split.TEST, 10_000);

    private SampleReport() {}

    /// Every part is there.
    static DistillReport full() {
        return new DistillReport(
                "CIFAR-10: VGG-11 distilled to 8 ticks",
                "VGG-11, integrate-and-fire neurons",
                "CIFAR-10",
                8,
                7,
                headline(),
                epochs(),
                List.of(
                        new TickCurve("converted", TEST, settling(0.7312)),
                        new TickCurve("hybrid", TEST, settling(0.8869)),
                        new TickCurve("distilled", TEST, settling(0.9133))),
                List.of(activity("converted", 0.11), activity("hybrid", 0.085), activity("distilled", 0.07)),
                IntStream.range(0, 4).mapToObj(SampleReport::attention).toList(),
                Optional.of(parity()),
                ordered(
                        Map.entry("convert", 41.2),
                        Map.entry("hybrid", 3012.0),
                        Map.entry("distil", 9244.5),
                        Map.entry("judge", 97.3)),
                JsonMapper.shared().readTree("""
                        {"data": {"name": "cifar10", "validation": 5000, "augment": ["crop", "flip"]},
                         "student": {"ticks": 8, "neuron": {"type": "lif", "leak": 1.0, "order": "charge-first"}},
                         "train": {"epochs": 20, "optimizer": {"type": "sgd", "momentum": 0.9}, "clip": null},
                         "losses": [{"type": "soft-targets", "temperature": 4, "weight": 0.7},
                                    {"type": "attention-match", "weight": 100}]}"""),
                ordered(
                        Map.entry("code", "0.1.0-SNAPSHOT, 4f2a91c"),
                        Map.entry(
                                "dataset digest",
                                "sha256:6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"),
                        Map.entry("Java", "25.0.1+8, Linux amd64"),
                        Map.entry("libtorch", "2.10.0"),
                        Map.entry("processor", "16 cores, AVX-512")),
                List.of(
                        "Max pooling of the teacher became average pooling in the student.",
                        "The last layer integrates and does not fire; its spikes are not counted."));
    }

    /// Nothing that may be absent is there.
    static DistillReport bare() {
        return new DistillReport(
                "A bare run",
                "MLP",
                "MNIST",
                1,
                -3,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                JsonMapper.shared().createObjectNode(),
                Map.of(),
                List.of());
    }

    static List<Headline> headline() {
        return List.of(
                line("teacher", Role.TEACHER, 1, 11_173_962, 4731, 9421, OptionalDouble.empty()),
                line("ANN", Role.ARTIFICIAL, 1, 9_750_922, 4640, 9247, OptionalDouble.empty()),
                line("converted", Role.CONVERTED, 8, 9_750_922, 3690, 7312, OptionalDouble.of(214_330)),
                line("hybrid", Role.HYBRID, 8, 9_750_922, 4472, 8869, OptionalDouble.of(165_620)),
                line("distilled", Role.DISTILLED, 8, 9_750_922, 4589, 9133, OptionalDouble.of(136_394)));
    }

    static Headline line(
            String network, Role role, int ticks, long parameters, long validation, long test, OptionalDouble spikes) {
        return new Headline(
                network,
                role,
                ticks,
                parameters,
                Optional.of(new Accuracy(validation, 5000)),
                Optional.of(new Accuracy(test, 10_000)),
                spikes);
    }

    static Activity activity(String network, double rate) {
        List<Activity.Population> layers = new ArrayList<>();
        long[] neurons = {65_536, 32_768, 16_384, 16_384, 8192, 8192, 2048, 2048, 4096, 4096};
        for (int i = 0; i < neurons.length; i++) {
            String name = i < 8 ? "conv" + (i + 1) : "fc" + (i - 7);
            layers.add(new Activity.Population(name, neurons[i], neurons[i] * 8 * rate * Math.exp(-0.15 * i)));
        }
        return new Activity(network, 8, TEST, layers);
    }

    static AttentionSample attention(int index) {
        String label = CLASSES.get(index % CLASSES.size());
        return new AttentionSample(
                Split.TEST,
                index,
                label,
                index == 3 ? "deer" : label,
                picture(index),
                List.of(depth("low", 16, index), depth("middle", 8, index), depth("high", 4, index)));
    }

    static Parity parity() {
        return new Parity(
                TEST,
                3,
                List.of(
                        new Parity.Difference(1204, "cat", "deer", "cat"),
                        new Parity.Difference(5518, "frog", "bird", "frog"),
                        new Parity.Difference(9031, "automobile", "airplane", "airplane")),
                List.of(
                        new Parity.LayerSpikes("conv1", 351_220_114, 351_220_114),
                        new Parity.LayerSpikes("conv2", 201_332_811, 201_332_907),
                        new Parity.LayerSpikes("conv3", 88_120_442, 88_120_371)),
                Optional.of(new Parity.Divergence(
                        17, "conv2", 4, "neuron 8810: membrane 1.0000001 (trainer), 1.0000000 (engine), threshold 1")),
                "Trainer and engine add the same weights in a different order. Where a membrane lies within a rounding of"
                        + " its threshold, one fires and the other does not.");
    }

    @SafeVarargs
    static <V> Map<String, V> ordered(Map.Entry<String, V>... entries) {
        Map<String, V> map = new LinkedHashMap<>();
        for (Map.Entry<String, V> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    private static List<Epoch> epochs() {
        List<Epoch> epochs = new ArrayList<>();
        float[] noise = Seed.of(1).normals(200);
        for (int i = 1; i <= 12; i++) {
            double loss = 1.9 * Math.exp(-i / 4.0) + 0.28 + 0.02 * noise[i];
            epochs.add(new Epoch(
                    "hybrid",
                    i,
                    loss,
                    Map.of("cross-entropy", loss),
                    0.9 - 0.5 * Math.exp(-i / 3.0),
                    0.887 - 0.4 * Math.exp(-i / 3.0) + 0.003 * noise[50 + i],
                    0.35 + 1.4 * Math.exp(-i / 3.0),
                    1e-3 * (1 - i / 13.0),
                    251));
        }
        for (int i = 1; i <= 20; i++) {
            double soft = 1.2 * Math.exp(-i / 6.0) + 0.12 + 0.01 * noise[20 + i];
            double hard = 0.5 * Math.exp(-i / 5.0) + 0.09;
            double attention = 0.03 * Math.exp(-i / 7.0) + 0.004;
            epochs.add(new Epoch(
                    "distil",
                    i,
                    0.7 * soft + 0.3 * hard + 20 * attention,
                    ordered(
                            Map.entry("soft-targets", soft),
                            Map.entry("cross-entropy", hard),
                            Map.entry("attention-match", attention)),
                    0.94 - 0.1 * Math.exp(-i / 5.0),
                    0.918 - 0.06 * Math.exp(-i / 4.0) + 0.002 * noise[80 + i],
                    Double.NaN,
                    5e-4 * (1 - i / 21.0),
                    462.2));
        }
        return epochs;
    }

    private static List<Double> settling(double last) {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(t -> last - (last - 0.1) * Math.exp(-1.1 * (t - 1)) * (8 - t) / 7)
                .toList();
    }

    private static AttentionSample.Depth depth(String name, int size, int index) {
        return new AttentionSample.Depth(
                name,
                new AttentionSample.Map(name + "_relu", hill(size, index, 0)),
                new AttentionSample.Map(name + "_spike", hill(size, index, 0.12f)));
    }

    private static Block hill(int size, int index, float jitter) {
        float[] noise = Seed.of(index).split(size).normals(size * size);
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            double y = (double) (i / size) / size - 0.3 - 0.1 * index;
            double x = (double) (i % size) / size - 0.5;
            values[i] = (float) Math.exp(-8 * (x * x + y * y)) + jitter * Math.abs(noise[i]);
        }
        return Block.of(Shape.of(size, size), values);
    }

    private static Block picture(int index) {
        float[] values = new float[3 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            int channel = i / 1024;
            double y = (i % 1024) / 32 / 32.0 - 0.3 - 0.1 * index;
            double x = i % 32 / 32.0 - 0.5;
            values[i] = (float) (x * x + y * y < 0.05 ? 0.8 - 0.25 * channel : 0.35 + 0.2 * channel - 0.3 * y);
        }
        return Block.of(Shape.of(3, 32, 32), values);
    }
}
