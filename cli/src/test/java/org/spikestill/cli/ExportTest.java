package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.file.ModelFile;

class ExportTest {
    private static final Path PUBLISHED = Path.of("..", "models", "mnist-3conv2linear-t8-seed1.safetensors");

    @TempDir
    private Path folder;

    @Test
    void aResetThatTheFormatCannotExpressIsRefusedWithTheWayOut() {
        Path out = folder.resolve("student.nir");
        Outcome outcome = Outcome.of("export", PUBLISHED.toString(), "--format", "nir", "--out", out.toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(outcome.err())
                .contains("subtract the threshold", "reset=subtract")
                .hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void aPublishedStudentGoesOutAndComesBackTheSame() {
        Path out = folder.resolve("student.nir");
        Path back = folder.resolve("back.safetensors");
        String remarks = Outcome.of(
                        "export", PUBLISHED.toString(), "--format", "nir:reset=subtract", "--out", out.toString())
                .done();
        assertThat(remarks).contains("all others reset to 0", "T = 8 time steps");
        assertThat(Outcome.of("import", out.toString(), "--out", back.toString())
                        .done())
                .contains("time step 1.0E-4, scheme euler");

        ModelFile original = ModelFile.read(PUBLISHED);
        ModelFile read = ModelFile.read(back);
        assertThat(read.network().ticks()).isEqualTo(original.network().ticks());
        assertThat(read.network().scaling()).isEqualTo(original.network().scaling());
        original.weights()
                .blocks()
                .forEach((name, block) ->
                        assertThat(read.weights().get(name)).as(name).isEqualTo(block));
        assertThat(read.provenance().parents()).hasSize(1);
    }

    @Test
    void aFileOfNoKnownFormatIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("some.txt"), "hello");
        Outcome outcome = Outcome.of(
                "import",
                file.toString(),
                "--out",
                folder.resolve("x.safetensors").toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(outcome.err()).contains("is of no format that can be imported: the formats are nir");
    }
}
