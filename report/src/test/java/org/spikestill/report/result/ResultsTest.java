package org.spikestill.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Settings;

class ResultsTest {
    private static final FloatArray IMAGE = FloatArray.of(Shape.of(1, 1, 2), 0.1f, 1f / 3);

    private static Stream<Record> results() {
        Accuracy accuracy = new Accuracy(91, 100);
        AttentionSample.Map map = new AttentionSample.Map("conv1", FloatArray.of(Shape.of(1, 2), 0.5f, -2f));
        return Stream.of(
                accuracy,
                evaluation(),
                new EarlyExit("confidence=0.9", 0.9, 1.5, List.of(0.5, 0.5), Optional.of(1.0), Optional.empty()),
                new Parity(
                        2,
                        List.of(new Parity.Difference(1, 0, 0, 1)),
                        List.of(new Parity.LayerSpikes("spike1", 10, 11)),
                        Optional.of(new Parity.Divergence(1, 2, "spike1", 3, 4))),
                new Epoch(
                        "student",
                        1,
                        0.5,
                        Map.of("cross-entropy", 0.5),
                        new Metric("accuracy", Metric.Unit.SHARE),
                        0.9,
                        0.8,
                        0.6,
                        Map.of("peer", 0.7),
                        1e-3,
                        2,
                        1,
                        Optional.of(3L)),
                new Confusion(List.of("a", "b"), List.of(List.of(1, 2), List.of(3, 4))),
                new WorstSamples(
                        Split.TEST, 3, 2, List.of(new WorstSamples.Sample(7, "a", "b", 0.99, 4.5, Optional.of(IMAGE)))),
                new SpikeRaster(
                        "student",
                        Split.VALIDATION,
                        3,
                        "a",
                        "b",
                        2,
                        Optional.empty(),
                        List.of(new SpikeRaster.Layer("spike1", 9, 2, List.of(new SpikeRaster.Spike(2, 8)), 5))),
                new AttentionSample(
                        Split.TEST, 0, "a", "b", IMAGE, List.of(new AttentionSample.Depth("low", map, map))),
                new NetworkResult(
                        "student",
                        "distilled",
                        8,
                        100,
                        Optional.empty(),
                        Optional.of(accuracy),
                        Optional.of(12.5),
                        Optional.of("converted")));
    }

    private static Evaluation evaluation() {
        return new Evaluation(
                2,
                0.5,
                List.of(0.0, 0.5),
                1.25,
                List.of(Evaluation.LayerActivity.of("spike1", 10, 8, 2, 2)),
                List.of(new Evaluation.LayerWork("conv1", 5, 6)),
                List.of(1, 0));
    }

    @ParameterizedTest
    @MethodSource("results")
    void everyResultIsReadBackFromItsJson(Record result) {
        String json = Settings.toJson(Settings.write(result));

        assertThat(Settings.read(result.getClass(), Settings.fromJson(json, ""), ""))
                .isEqualTo(result);
    }

    @Test
    void rateIsSpikesPerNeuronAndTick() {
        Evaluation.LayerActivity layer = evaluation().layers().getFirst();

        assertThat(layer.spikesPerSample()).isEqualTo(4);
        assertThat(layer.firingRate()).isEqualTo(0.2, within(1e-15));
    }

    @Test
    void cosineDoesNotDependOnScale() {
        assertThat(cosine(FloatArray.of(Shape.of(2, 2), 1, 2, 3, 4), FloatArray.of(Shape.of(2, 2), 2, 4, 6, 8)))
                .isEqualTo(1, within(1e-12));
        assertThat(cosine(FloatArray.of(Shape.of(2, 2), 1, 2, 3, 4), FloatArray.of(Shape.of(2, 2), 4, -2, 0, 0)))
                .isEqualTo(0, within(1e-12));
        assertThat(cosine(FloatArray.of(Shape.of(1, 2), 1, 2), FloatArray.of(Shape.of(1, 2), 0, 0)))
                .isNaN();
        assertThat(cosine(FloatArray.of(Shape.of(1, 2), 1, 2), FloatArray.of(Shape.of(2, 1), 1, 2)))
                .isNaN();
    }

    private static double cosine(FloatArray teacher, FloatArray student) {
        return new AttentionSample.Depth(
                        "low", new AttentionSample.Map("t", teacher), new AttentionSample.Map("s", student))
                .cosine();
    }

    @Test
    void theDivergenceInWordsNamesItsPlaceOnce() {
        assertThat(new Parity.Divergence(186, 7, "spike1", 21917, 21916).inWords())
                .isEqualTo("sample 186, tick 7, 'spike1': 21,917 spikes so far in the trainer, 21,916 in the engine");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> FloatArray.of(Shape.of(2, 2), 1))
                .hasMessage("1 values for the shape [2, 2]: it holds 4");
        assertThatThrownBy(() -> new WorstSamples(Split.TEST, 1, 2, List.of()))
                .hasMessage("0 samples of 2 examined of 1 misclassified: each number must be at most the next");
        assertThatThrownBy(() -> new Parity(0, List.of(new Parity.Difference(0, 0, 0, 1)), List.of(), Optional.empty()))
                .hasMessage("1 different predictions on 0 samples: there are at most as many as samples");
        assertThatThrownBy(() ->
                        new AttentionSample(Split.TEST, 4, "a", "b", FloatArray.of(Shape.of(2, 1, 1), 0, 0), List.of()))
                .hasMessage("input of sample 4 has the shape [2, 1, 1]: it must be [1, H, W] or [3, H, W]");
        assertThatThrownBy(() -> new AttentionSample.Map("conv1", IMAGE))
                .hasMessage("attention map of 'conv1' has the shape [1, 1, 2]: it must be [H, W]");
        assertThatThrownBy(() -> raster(new SpikeRaster.Spike(3, 0)))
                .hasMessage("layer 'spike1' has a spike of neuron 0 at tick 3: ticks run from 1 to 2, neurons from 0 to"
                        + " 8");
        assertThatThrownBy(() -> raster(new SpikeRaster.Spike(1, 9)))
                .hasMessageStartingWith("layer 'spike1' has a spike of neuron 9 at tick 1");
    }

    private static SpikeRaster raster(SpikeRaster.Spike spike) {
        return new SpikeRaster(
                "student",
                Split.TEST,
                0,
                "a",
                "a",
                2,
                Optional.empty(),
                List.of(new SpikeRaster.Layer("spike1", 9, 1, List.of(spike), 0)));
    }
}
