package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.file.Tensors;

/// Every command that takes a model refuses the same files, in the same words.
class BadModelTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = Models.write(Models.spiking(), folder);
    }

    private void refused(String line) {
        Outcome.of("info", model).refused(model, line);
        Outcome.of("run", model, "--data", Models.DATA, "--index", 0).refused(model, line);
        Outcome.of("evaluate", model, "--data", Models.DATA).refused(model, line);
        Outcome.of(ConvertTest.command(model, folder.resolve("converted.safetensors")))
                .refused(model, line);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(model));
    }

    @Test
    void missing() throws IOException {
        Files.delete(model);
        refused("there is no such file");
    }

    @Test
    void notOurs() throws IOException {
        Files.writeString(model, "PK and then something that is no model at all");
        refused("is no safetensors file: it does not begin with a header of at most 16777216 bytes");
    }

    @Test
    void fromAnotherProgram() {
        new Tensors(Models.spiking().weights().blocks(), Map.of("format", "pt")).write(model);
        refused("holds tensors but no network: it is a safetensors file of another program");
    }

    @Test
    void fromANewerVersion() {
        Tensors ours = Tensors.read(model, Arena.ofAuto());
        Map<String, String> metadata = new TreeMap<>(ours.metadata());
        metadata.put("version", "3");
        new Tensors(ours.blocks(), metadata).write(model);
        refused("has format version 3, this program reads up to 2: use a newer program");
    }

    @Test
    void truncated() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(bytes, bytes.length - 100));
        refused("is truncated at byte " + (bytes.length - 100) + " of " + bytes.length
                + ": fetch it again, or delete it if a run wrote it, which makes it anew with --resume");
    }

    /// As a training that diverged or a faulty converter leaves it, under a digest that holds.
    @Test
    void notFinite() {
        ModelFile sound = Models.spiking();
        float[] matrix = sound.weights().get("fc1.weight").toFloats();
        int columns = matrix.length / 10;
        matrix[3 * columns + 7] = Float.NaN;
        Weights weights = sound.weights().with("fc1.weight", Block.of(Shape.of(10, columns), matrix));
        new ModelFile(sound.network(), weights, sound.provenance()).write(model);
        String line =
                "'fc1.weight' holds NaN at [3, 7]: every weight must be a finite number, train or fetch the network again";
        refused(line);
        Outcome.of("evaluate", model, "--data", Models.DATA, "--engine", "torch")
                .refused(model, line);
    }

    @Test
    void altered() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length - 5] ^= 1;
        Files.write(model, bytes);

        Outcome outcome = Outcome.of("info", model);

        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(outcome.err())
                .matches(
                        "spikestill: \\Q" + model + "\\E: its contents have digest [0-9a-f]{64}, it was written with"
                                + " [0-9a-f]{64}: it was altered or damaged, fetch it again, or delete it if a run wrote it, which makes it anew with --resume\\R");
    }
}
