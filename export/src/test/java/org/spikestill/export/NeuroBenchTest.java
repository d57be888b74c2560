package org.spikestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.nir.Dialect;
import org.spikestill.export.nir.Nir;
import org.spikestill.export.nir.ResetChoice;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.energy.StaticMetrics;
import org.spikestill.report.energy.WorkCounts;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.MembraneUpdates;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.WeightType;
import tools.jackson.databind.JsonNode;

/// Counts of the engine against those of NeuroBench's harness, on the same network and samples: analog first layer, means of windows,
/// stride, padding, weights of 0.
class NeuroBenchTest {
    private static final int SAMPLES = 20;

    @TempDir
    private Path folder;

    @Test
    void countsAreThoseOfTheHarness() throws Exception {
        ModelFile model = pruned(Samples.convolutional(0.5f, Reset.Target.ZERO, 51));
        Path file = folder.resolve("model.nir");
        new Nir(Dialect.SNNTORCH, Optional.empty(), Optional.empty(), ResetChoice.STRICT).write(model, file);
        List<float[]> samples = Samples.inputs(model.network().input(), SAMPLES, 52);
        MembraneUpdates updates = new MembraneUpdates();
        WorkCounts ours = counts(model, run(model, samples, updates), updates);
        samples.forEach(sample ->
                model.network().scaling().apply(sample, model.network().input()));
        Path data = folder.resolve("samples.bin");
        Python.write(data, samples);
        String line = Python.run(
                        folder,
                        List.of("neurobench", "snntorch", "nir"),
                        "neurobench_counts.py",
                        file.toString(),
                        data.toString(),
                        String.valueOf(Samples.TICKS))
                .getLast();
        JsonNode theirs = Settings.fromJson(line, "harness");

        JsonNode operations = theirs.get("SynapticOperations");
        assertThat(ours.densePerSample()).isEqualTo(operations.get("Dense").asDouble());
        assertThat(ours.addsPerSample())
                .isEqualTo(operations.get("Effective_ACs").asDouble());
        assertThat(ours.multiplyAddsPerSample())
                .isEqualTo(operations.get("Effective_MACs").asDouble());
        assertThat(ours.activationSparsity())
                .isCloseTo(theirs.get("ActivationSparsity").asDouble(), within(1e-4));
        assertThat(ours.membraneUpdatesPerSample())
                .contains(theirs.get("MembraneUpdates").asDouble())
                .hasValueSatisfying(changes -> assertThat(changes).isLessThan(ours.updatesPerSample()));
        StaticMetrics metrics = StaticMetrics.of(model.network(), model.weights());
        assertThat(metrics.parameters()).isEqualTo(theirs.get("ParameterCount").asLong());
        assertThat(metrics.connectionSparsity())
                .isEqualTo(theirs.get("ConnectionSparsity").asDouble());
    }

    private static List<Prediction> run(ModelFile model, List<float[]> samples, MembraneUpdates updates) {
        try (Engine engine = Engine.traced(model.network(), model.weights(), WeightType.FP32)) {
            Session session = engine.open();
            session.listen(updates);
            List<Prediction> predictions = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                predictions.add(session.run(samples.get(i), i).copy());
            }
            return predictions;
        }
    }

    /// Every third weight is 0.
    private static ModelFile pruned(ModelFile model) {
        Map<String, Block> blocks = new LinkedHashMap<>(model.weights().blocks());
        blocks.replaceAll((name, block) -> {
            float[] values = block.toFloats();
            for (int i = 0; name.endsWith(".weight") && i < values.length; i += 3) {
                values[i] = 0;
            }
            return Block.of(block.shape(), values);
        });
        return new ModelFile(model.network(), new Weights(blocks), model.provenance());
    }

    private static WorkCounts counts(ModelFile model, List<Prediction> predictions, MembraneUpdates updates) {
        Prediction first = predictions.getFirst();
        Map<String, Shape> shapes = model.network().shapes();
        List<Evaluation.LayerActivity> activity = first.firingLayers().stream()
                .map(layer -> Evaluation.LayerActivity.of(
                        layer,
                        shapes.get(layer).elements(),
                        predictions.stream()
                                .mapToLong(each -> each.spikes(layer))
                                .sum(),
                        SAMPLES,
                        Samples.TICKS))
                .toList();
        List<Evaluation.LayerWork> work = first.synapticLayers().stream()
                .map(layer -> new Evaluation.LayerWork(
                        layer,
                        predictions.stream().mapToLong(each -> each.adds(layer)).sum(),
                        predictions.stream()
                                .mapToLong(each -> each.multiplyAdds(layer))
                                .sum()))
                .toList();
        List<Double> ticks = Collections.nCopies(Samples.TICKS, 0.0);
        List<Evaluation.LayerUpdates> changes = updates.counts().entrySet().stream()
                .map(each -> new Evaluation.LayerUpdates(each.getKey(), each.getValue()))
                .toList();
        return WorkCounts.of(model.network(), new Evaluation(SAMPLES, 0, ticks, 0, activity, work, List.of(), changes));
    }
}
