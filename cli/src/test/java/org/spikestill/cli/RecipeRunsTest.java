package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Recipes of the project's `recipes` folder run from beginning to end, with fewer samples and epochs than they ask for.
class RecipeRunsTest {
    private static final Path RECIPES = Path.of("..", "recipes");

    @TempDir
    private Path folder;

    /// The options after a recipe's own settings.
    private static final List<String> ONE_EPOCH = List.of(
            "--teacher-training-epochs=1",
            "--ann-training-epochs=1",
            "--student-training-epochs=1",
            "--student-ticks=4");

    private Outcome distill(String recipe, String... more) {
        List<Object> arguments = new ArrayList<>(List.of("distill", "--recipe", RECIPES.resolve(recipe)));
        arguments.addAll(ONE_EPOCH);
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--out", folder.resolve("run")));
        return Outcome.of(arguments.toArray());
    }

    @Test
    void strokes() {
        assertThat(distill("strokes.yaml", "--data=strokes:train=600,test=100").done())
                .contains("teacher vgg9", "two-stage KD student", "report: ");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
    void mnist() throws IOException {
        Path all = Path.of(System.getenv("SPIKESTILL_DATA"), "mnist");
        Path few = Files.createDirectories(folder.resolve("mnist"));
        cut(all, few, "train-images-idx3-ubyte.gz", 16, 784, 1200);
        cut(all, few, "train-labels-idx1-ubyte.gz", 8, 1, 1200);
        cut(all, few, "t10k-images-idx3-ubyte.gz", 16, 784, 200);
        cut(all, few, "t10k-labels-idx1-ubyte.gz", 8, 1, 200);

        Outcome outcome = distill(
                "mnist.yaml",
                "--data-dir=" + folder,
                "--conversion-reference-ticks=6",
                "--teacher-training-batch=32",
                "--ann-training-batch=32",
                "--student-training-batch=32");

        assertThat(outcome.done()).contains("converted SNN, T = 6", "untaught student", "distilled student");
        assertThat(outcome.err()).contains("mnist: 1080 training, 120 validation and 200 test samples");
    }

    /// The first samples of a file in the IDX format.
    private static void cut(Path from, Path to, String name, int header, int sampleBytes, int samples)
            throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(from.resolve(name)));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(to.resolve(name)))) {
            byte[] head = in.readNBytes(header);
            ByteBuffer.wrap(head).putInt(4, samples);
            out.write(head);
            out.write(in.readNBytes(samples * sampleBytes));
        }
    }

    @Test
    void aTable() throws IOException {
        String table = Files.readString(RECIPES.resolve("compare-strokes.yaml"));
        String small = table.replace("strokes:train=1600,test=500", "strokes:train=200,test=50")
                .replace("seeds: [1, 2]", "seeds: [1]")
                .replace("epochs: 14", "epochs: 2");
        assertThat(small)
                .as("the parts that are cut are there")
                .contains("train=200")
                .contains("epochs: 2")
                .contains("seeds: [1]");
        Path file = Files.writeString(folder.resolve("small.yaml"), small);

        Outcome outcome = Outcome.of("compare", file, "--out", folder.resolve("table"));

        assertThat(outcome.done())
                .contains("| conversion | 1 |", "| hybrid | 1 |", "| label-kd | 1 |", "| lasnn | 1 |");
    }
}
