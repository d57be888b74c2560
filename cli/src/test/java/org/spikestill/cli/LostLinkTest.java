package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links whose file is gone: a listing of the folder shows the name that the error says is missing.
class LostLinkTest {
    @TempDir
    private Path folder;

    private void refused(String link, Object... command) throws IOException {
        Path file = folder.resolve(link);
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, folder.resolve("gone"));
        for (int i = 0; i < command.length; i++) {
            command[i] = command[i].equals("LINK") ? file : command[i];
        }
        Outcome.of(command).refused(file, "is a link to no file");
    }

    @Test
    void aLinkToNoFileIsCalledOne() throws IOException {
        Path out = folder.resolve("out");
        refused("m.safetensors", "info", "LINK");
        refused("m.onnx", "import", "LINK", "--out", out);
        refused("t.pt", "distill", "--teacher-file", "LINK", "--out", out);
        refused("t.onnx", "distill", "--teacher-file", "LINK", "--out", out);
        refused("recipe.yaml", "distill", "--recipe", "LINK", "--out", out);
        refused("p.png", "run", Documents.ROOT.resolve("models/mnist-3conv2linear-t8-seed1.safetensors"), "LINK");
    }
}
