package org.spikestill.export.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Importer;
import org.spikestill.export.Python;
import org.spikestill.export.Samples;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Reset;
import org.spikestill.runtime.Prediction;

/// Files of ours in other programs, and theirs here.
class ReferenceReadersTest {
    private static final int SAMPLES = 100;

    @TempDir
    private Path folder;

    /// Read with type checking on; scaled samples on both sides. One process for all, since each takes seconds to start.
    @Test
    void otherSimulatorsGiveTheSameSpikes() throws Exception {
        List<float[]> samples = Samples.inputs(Shape.of(2, 8, 8), SAMPLES, 22);
        List<String> arguments = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Dialect dialect : List.of(Dialect.SNNTORCH, Dialect.NORSE)) {
            for (float leak : new float[] {0.5f, 1}) {
                ModelFile model = Samples.convolutional(leak, Reset.Target.ZERO, 21);
                String framework = dialect.name().toLowerCase(Locale.ROOT);
                Path file = folder.resolve(framework + leak + ".nir");
                new Nir(dialect, Optional.empty(), Optional.empty(), ResetChoice.STRICT).write(model, file);
                arguments.addAll(List.of(framework, file.toString()));
                ours.addAll(counts(model, samples));
            }
        }
        Scaling scaling =
                Samples.convolutional(1, Reset.Target.ZERO, 21).network().scaling();
        samples.forEach(sample -> scaling.apply(sample, Shape.of(2, 8, 8)));
        Path data = folder.resolve("samples.bin");
        Python.write(data, samples);
        arguments.addAll(0, List.of(data.toString(), String.valueOf(Samples.TICKS)));

        List<String> modules = List.of("nir", "torch", "snntorch", "norse");
        assertThat(Python.run(folder, modules, "nir_counts.py", arguments.toArray(String[]::new)))
                .hasSize(4 * SAMPLES)
                .isEqualTo(ours);
    }

    private static List<String> counts(ModelFile model, List<float[]> samples) {
        return Samples.run(model.network(), model.weights(), samples).stream()
                .map(ReferenceReadersTest::counts)
                .toList();
    }

    private static String counts(Prediction prediction) {
        return prediction.firingLayers().stream()
                .map(layer -> String.valueOf(prediction.spikes(layer)))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theReferencePackageTakesEveryNodeWithTypeChecking() throws Exception {
        Path plain = folder.resolve("plain.nir");
        new Nir(Dialect.NIR, Optional.empty(), Optional.empty(), ResetChoice.SUBTRACT)
                .write(Samples.convolutional(0.9f, Reset.Target.SUBTRACT, 23), plain);
        Path residual = folder.resolve("residual.nir");
        new Nir().write(Samples.residual(24), residual);

        assertThat(Python.run(folder, List.of("nir"), "nir_read.py", plain.toString(), residual.toString()))
                .containsExactly(
                        "Affine Affine AvgPool2d Conv2d Conv2d Flatten I Input LIF LIF LIF Output reset=subtract dt=0.0001",
                        "Affine Conv2d Conv2d Flatten I IF IF Input Output reset= dt=0.0001");
    }

    /// Graphs made with the reference package, compressed as it does by default: nested, grouped, dilated, pooled by sums.
    @Test
    void filesOfTheReferencePackageRunAsTheEquationsSay() throws Exception {
        List<String> expected = Python.run(folder, List.of("nir", "torch"), "nir_write.py", folder.toString());
        assertThat(expected).hasSize(3);
        for (String line : expected) {
            String[] parts = line.split(" ", 2);
            Importer.Imported read = new Nir(Dialect.NIR, Optional.of(0.001), Optional.empty(), ResetChoice.STRICT)
                    .read(folder.resolve(parts[0]));
            Shape input = read.network().input();
            float[] sample = new float[input.elements()];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = i % 7 / 8f;
            }
            Prediction prediction =
                    Samples.run(read.network(), read.weights(), List.of(sample)).getFirst();
            assertThat(counts(prediction)).as(parts[0]).isEqualTo(parts[1]);
        }
    }
}
