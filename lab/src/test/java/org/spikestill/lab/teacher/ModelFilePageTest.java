package org.spikestill.lab.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.file.ModelFile;

/// The reader and writer of `docs/model-file.md`, run by a real Python.
class ModelFilePageTest {
    private static final Path MODEL = Path.of("..", "models", "mnist-3conv2linear-t8-seed1.safetensors");

    @TempDir
    private Path folder;

    @Test
    void whatPythonWritesIsReadHere() throws IOException, InterruptedException {
        Files.copy(MODEL, folder.resolve("model.safetensors"));
        PytorchPageTest.run("model-file.md", folder);
        ModelFile before = ModelFile.read(MODEL);
        ModelFile after = ModelFile.read(folder.resolve("changed.safetensors"));

        assertThat(after.network()).isEqualTo(before.network());
        assertThat(after.weights().get("fc2.weight").at(0))
                .isEqualTo(2 * before.weights().get("fc2.weight").at(0));
        assertThat(Files.readAllBytes(folder.resolve("same.safetensors"))).isEqualTo(Files.readAllBytes(MODEL));
    }
}
