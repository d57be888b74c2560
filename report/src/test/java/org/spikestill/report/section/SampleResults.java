package org.spikestill.report.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.AttentionSample;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.FloatArray;
import org.spikestill.report.result.Metric;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Parity;
import org.spikestill.report.result.SpikeRaster;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;

/// Results with figures as a run might give them.
final class SampleResults {
    static final List<String> CLASSES = List.of("airplane", "cat", "deer");
    static final SeriesColours COLOURS =
            new SeriesColours(List.of("teacher", "ANN", "converted", "hybrid", "distilled"));

    private SampleResults() {}

    static List<NetworkResult> networks() {
        return List.of(
                network("teacher", "", 1, 11_173_962, 4731, 9421, Optional.empty()),
                network("ANN", "artificial", 1, 9_750_922, 4640, 9247, Optional.empty()),
                network("converted", "converted", 8, 9_750_922, 3690, 7312, Optional.of(214_330.0)),
                network("hybrid", "hybrid", 8, 9_750_922, 4472, 8869, Optional.of(165_620.0))
                        .withBaseline("converted"),
                network("distilled", "distilled", 8, 9_750_922, 4589, 9133, Optional.of(136_393.6))
                        .withBaseline("converted"));
    }

    static NetworkResult network(
            String name, String role, int ticks, long parameters, long validation, long test, Optional<Double> spikes) {
        return new NetworkResult(
                name,
                role,
                ticks,
                parameters,
                Optional.of(new Accuracy(validation, 5000)),
                Optional.of(new Accuracy(test, 10_000)),
                spikes,
                Optional.empty());
    }

    static Map<String, Evaluation> evaluations() {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        evaluations.put("teacher", new Evaluation(10, 0.9, List.of(0.9), 0.3, List.of(), List.of(), List.of()));
        evaluations.put("converted", evaluation(10, 0.5, 0.6));
        evaluations.put("distilled", evaluation(10, 0.7, 0.9));
        return evaluations;
    }

    /// Two ticks; 100 and 300 neurons.
    static Evaluation evaluation(int samples, double first, double last) {
        return new Evaluation(
                samples,
                last,
                List.of(first, last),
                0.5,
                List.of(
                        Evaluation.LayerActivity.of("a", 100, 20L * samples, samples, 2),
                        Evaluation.LayerActivity.of("b", 300, 1800L * samples, samples, 2)),
                List.of(),
                List.of());
    }

    static Epoch epoch(String network, int epoch, double loss, Map<String, Double> terms) {
        return new Epoch(
                network,
                epoch,
                loss,
                terms,
                new Metric("accuracy", Metric.Unit.SHARE),
                0.5,
                0.6,
                0.7,
                Map.of(),
                1e-3,
                12.5,
                0,
                Optional.empty());
    }

    static Confusion confusion() {
        return new Confusion(CLASSES, List.of(List.of(1980, 12, 8), List.of(0, 1900, 100), List.of(0, 0, 0)));
    }

    static WorstSamples worst() {
        return new WorstSamples(
                Split.TEST,
                120,
                100,
                List.of(
                        new WorstSamples.Sample(42, "cat", "deer", 0.9987, 12.25, Optional.of(image(1))),
                        new WorstSamples.Sample(7, "airplane", "cat", 0.91, 3, Optional.empty())));
    }

    static SpikeRaster raster() {
        List<SpikeRaster.Spike> some =
                List.of(new SpikeRaster.Spike(1, 0), new SpikeRaster.Spike(1, 5), new SpikeRaster.Spike(3, 9));
        return new SpikeRaster(
                "distilled",
                Split.TEST,
                17,
                "cat",
                "deer",
                3,
                Optional.of(image(2)),
                List.of(
                        new SpikeRaster.Layer("spike1", 10, 1, some, 0),
                        new SpikeRaster.Layer("spike2", 4000, 3, List.of(new SpikeRaster.Spike(2, 3)), 1200)));
    }

    static AttentionSample attention(int index, String predicted) {
        List<AttentionSample.Depth> depths = List.of(depth("low", 16, index), depth("high", 4, index));
        return new AttentionSample(Split.TEST, index, "cat", predicted, image(index), depths);
    }

    private static AttentionSample.Depth depth(String name, int size, int index) {
        return new AttentionSample.Depth(
                name,
                new AttentionSample.Map(name + "_relu", hill(size, index, 0)),
                new AttentionSample.Map(name + "_spike", hill(size, index, 0.12f)));
    }

    private static FloatArray hill(int size, int index, float jitter) {
        float[] noise = Seed.of(index).split(size).normals(size * size);
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            double y = (double) (i / size) / size - 0.3 - 0.1 * index;
            double x = (double) (i % size) / size - 0.5;
            values[i] = (float) Math.exp(-8 * (x * x + y * y)) + jitter * Math.abs(noise[i]);
        }
        return FloatArray.of(Shape.of(size, size), values);
    }

    static FloatArray image(int index) {
        List<Float> values = new ArrayList<>();
        IntStream.range(0, 3 * 8 * 8).forEach(i -> values.add((i * 7 + index) % 64 / 64f));
        return new FloatArray(Shape.of(3, 8, 8), values);
    }

    static Parity parity() {
        return new Parity(
                10_000,
                List.of(
                        new Parity.Difference(1204, 1, 2, 1),
                        new Parity.Difference(5518, 0, 1, 0),
                        new Parity.Difference(9031, 2, 0, 0)),
                List.of(
                        new Parity.LayerSpikes("conv1", 351_220_114, 351_220_114),
                        new Parity.LayerSpikes("conv2", 201_332_811, 201_332_907)),
                Optional.of(new Parity.Divergence(17, 4, "conv2", 21_917, 21_916)));
    }
}
