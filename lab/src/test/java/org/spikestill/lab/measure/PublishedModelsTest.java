package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;

/// The students that lie in the project's `models` folder.
class PublishedModelsTest {
    /// The folder is part of every checkout.
    private static final long LARGEST = 8_000_000;

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "models"))) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPublishedStudentIsSmallKnowsItsOriginAndRuns(Path file) throws IOException {
        ModelFile model = ModelFile.read(file);

        assertThat(Files.size(file)).isLessThanOrEqualTo(LARGEST);
        String architecture = Stream.of("chipnet", "convnet", "3conv2linear")
                .filter(each -> file.getFileName().toString().contains("-" + each))
                .findFirst()
                .orElseThrow();
        boolean chip = architecture.equals("chipnet"); // trained from scratch: a teacher at most
        String taught = chip && !model.provenance().parents().isEmpty() ? "-mutual" : "";
        long convolutions = model.network().nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Conv2d)
                .count();
        String deep = convolutions > 3 ? "-deep" : "";
        String name = model.provenance().dataset() + taught + "-" + architecture + deep;
        String more =
                "-t" + model.network().ticks() + "-seed" + model.provenance().seed();
        assertThat(file.getFileName().toString()).isIn(name + ".safetensors", name + more + ".safetensors");
        assertThat(model.provenance().parents())
                .as("the ANN it was converted from; or its conversion and its teacher")
                .hasSizeBetween(chip ? 0 : 1, 2);
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            float[] blank = new float[model.network().input().elements()];
            assertThat(engine.open().run(blank, 0).ticks())
                    .isEqualTo(model.network().ticks());
        }
    }

    /// 500 samples, on which a student has what it had on the validation split, less four standard deviations at most.
    @ParameterizedTest
    @MethodSource("models")
    @EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
    void trainerAndEngineAgreeOnRealData(Path file) throws IOException {
        ModelFile model = ModelFile.read(file);
        try (Dataset test = DataSource.catalog()
                        .parse(model.provenance().dataset())
                        .open(Optional.empty())
                        .test()
                        .limit(500);
                TorchNetwork torch = new TorchNetwork(model.network(), model.weights());
                Engine engine = Engine.of(model.network(), model.weights())) {
            Evaluation trainer = new TorchEvaluator(torch).evaluate(test, Evaluator.Listener.silent());
            Evaluation deployed = new EngineEvaluator(engine, 2).evaluate(test, Evaluator.Listener.silent());

            assertThat(deployed.predictions()).isEqualTo(trainer.predictions());
            double expected = model.provenance().figures().get("validation accuracy");
            assertThat(deployed.accuracy()).isGreaterThan(expected - 4 * Math.sqrt(expected * (1 - expected) / 500));
            assertThat(deployed.spikesPerSample())
                    .isCloseTo(trainer.spikesPerSample(), org.assertj.core.api.Assertions.withinPercentage(0.001));
        }
    }
}
