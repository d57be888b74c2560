package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.SpikeRaster;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;

/// Confusion, misclassified samples and spikes of a published student on samples it was not trained for.
class SampleResultsTest {
    private static final List<String> CLASSES =
            IntStream.range(0, 10).mapToObj(k -> "digit " + k).toList();

    private final ModelFile model = ModelFile.read(Path.of("..", "models", "mnist-3conv2linear-t8-seed1.safetensors"));
    private final Dataset data;

    SampleResultsTest() throws IOException {
        data = DataSource.catalog()
                .parse("strokes:train=10,test=150")
                .open(Optional.empty())
                .test();
    }

    @Test
    void theConfusionCountsEachSampleOnceByLabelAndPrediction() throws IOException {
        Evaluation evaluation = evaluate();
        Confusion confusion = Confusions.of(evaluation, data, CLASSES);

        int[][] expected = new int[10][10];
        for (int i = 0; i < data.size(); i++) {
            expected[data.label(i)][evaluation.predictions().get(i)]++;
        }
        for (int label = 0; label < 10; label++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                assertThat(confusion.count(label, predicted)).isEqualTo(expected[label][predicted]);
            }
        }
        assertThat(1 - (double) confusion.misclassified() / data.size()).isEqualTo(evaluation.accuracy());
        assertThatThrownBy(() -> Confusions.of(evaluation, data.limit(3), CLASSES))
                .hasMessage(
                        "the evaluation is of 150 samples, the data set has 3: give the data set that was evaluated");
    }

    @Test
    void theWorstSamplesHaveTheLargestMarginsOfAllMisclassified() throws IOException {
        Evaluation evaluation = evaluate();
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            WorstSamples worst = Misclassified.worst(engine, evaluation, data, Split.TEST, CLASSES, 5);

            List<Double> margins = new ArrayList<>();
            float[] sample = new float[data.sample().elements()];
            for (int i = 0; i < data.size(); i++) {
                int label = data.read(i, sample);
                Prediction prediction = engine.open().run(sample, Evaluator.ENCODER.at(i));
                if (prediction.predicted() != label) {
                    margins.add((double) prediction.logit(prediction.predicted()) - prediction.logit(label));
                }
            }
            margins.sort(Comparator.reverseOrder());
            assertThat(margins).as("samples to choose from").hasSizeGreaterThan(5);
            assertThat(worst.misclassified()).isEqualTo(margins.size());
            assertThat(worst.samples()).extracting(WorstSamples.Sample::margin).isEqualTo(margins.subList(0, 5));
            assertThat(worst.samples()).allSatisfy(each -> {
                assertThat(each.label()).isEqualTo(CLASSES.get(data.label(each.index())));
                assertThat(each.predicted())
                        .isEqualTo(CLASSES.get(evaluation.predictions().get(each.index())))
                        .isNotEqualTo(each.label());
                assertThat(each.confidence()).isBetween(0.1, 1.0);
                assertThat(each.image().orElseThrow().shape()).isEqualTo(data.sample());
            });
        }
    }

    /// The engine runs the student itself without the second readers that a raster adds, and counts the same spikes.
    @Test
    void theRasterHoldsTheSpikesThatTheEngineCounts() throws IOException {
        Network network = model.network();
        SpikeRaster raster = SpikeRasters.of("student", network, model.weights(), data, Split.TEST, 3, CLASSES);

        float[] sample = new float[data.sample().elements()];
        int label = data.read(3, sample);
        try (Engine engine = Engine.of(network, model.weights())) {
            Prediction prediction = engine.open().run(sample, Evaluator.ENCODER.at(3));
            assertThat(raster.layers()).extracting(SpikeRaster.Layer::name).isEqualTo(prediction.firingLayers());
            for (SpikeRaster.Layer layer : raster.layers()) {
                assertThat(layer.spikes().size() + layer.leftOut())
                        .as(layer.name())
                        .isEqualTo(prediction.spikes(layer.name()))
                        .isPositive();
                if (layer.stride() == 1) {
                    for (int tick = 0; tick < network.ticks(); tick++) {
                        int number = tick + 1;
                        assertThat(layer.spikes().stream().filter(spike -> spike.tick() == number))
                                .hasSize((int) prediction.spikes(layer.name(), tick));
                    }
                }
            }
            assertThat(raster.label()).isEqualTo(CLASSES.get(label));
            assertThat(raster.predicted()).isEqualTo(CLASSES.get(prediction.predicted()));
        }
    }

    /// Every neuron of a map of 6 columns fires three times; a stride of 2 or 3 would show some columns only.
    @Test
    void aLayerIsThinnedByNeuronsWithoutLosingColumns() {
        List<SpikeRaster.Spike> all = IntStream.range(0, 3 * 6000)
                .mapToObj(i -> new SpikeRaster.Spike(1 + i / 6000, i % 6000))
                .toList();

        SpikeRaster.Layer layer = SpikeRasters.thinned("spike1", 6000, all);

        assertThat(layer.stride()).isEqualTo(13);
        assertThat(layer.spikes()).hasSize(3 * layer.neuronsShown()).hasSizeLessThanOrEqualTo(1500);
        assertThat(layer.leftOut()).isEqualTo(all.size() - layer.spikes().size());
        assertThat(layer.spikes().stream().map(spike -> spike.neuron() % 6)).contains(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aSingleNeuronIsNeverThinnedAway() {
        List<SpikeRaster.Spike> all = IntStream.rangeClosed(1, 4000)
                .mapToObj(tick -> new SpikeRaster.Spike(tick, 0))
                .toList();

        assertThat(SpikeRasters.thinned("spike1", 1, all).spikes()).hasSize(4000);
    }

    private Evaluation evaluate() {
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            return new EngineEvaluator(engine, 2).evaluate(data, Evaluator.Listener.silent());
        }
    }
}
