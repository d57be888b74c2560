package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command that reads data refuses the same files in the same words, and a run that cannot begin leaves nothing.
class BadDataTest {
    private static final int SAMPLES = 4;
    private static final int PIXELS = 12 * 12;

    @TempDir
    private Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        model = Models.write(Models.spiking(), folder);
        for (String set : new String[] {"train", "t10k"}) {
            ByteBuffer images = ByteBuffer.allocate(16 + SAMPLES * PIXELS);
            images.putInt(2051).putInt(SAMPLES).putInt(12).putInt(12);
            Files.write(images(set), images.array());
            ByteBuffer labels = ByteBuffer.allocate(8 + SAMPLES);
            labels.putInt(2049).putInt(SAMPLES);
            Files.write(data.resolve(set + "-labels-idx1-ubyte"), labels.array());
        }
    }

    private Path images(String set) {
        return data.resolve(set + "-images-idx3-ubyte");
    }

    private void refused(Path file, String line) {
        Path out = folder.resolve("run");
        Outcome.of("evaluate", model, "--data", "mnist", "--data-dir", data).refused(file, line);
        Outcome.of("run", model, "--data", "mnist", "--index", 0, "--data-dir", data)
                .refused(file, line);
        Outcome.of("distill", "--data", "mnist", "--data-dir", data, "--out", out)
                .refused(file, line);
        assertThat(out).doesNotExist();
    }

    @Test
    void soundFilesAreRead() {
        assertThat(Outcome.of("evaluate", model, "--data", "mnist", "--data-dir", data, "--json")
                        .json()
                        .get("samples")
                        .intValue())
                .isEqualTo(SAMPLES);
    }

    @Test
    void missing() throws IOException {
        Path file = images("t10k");
        Files.delete(file);
        String name = file.getFileName().toString();
        Path own = data.resolve("mnist");
        refused(
                data,
                "holds no '%s' of 'mnist'; looked for %s, %s.gz, %s, %s.gz: put the file there or name another data directory"
                        .formatted(name, own.resolve(name), own.resolve(name), file, file));
    }

    @Test
    void truncated() throws IOException {
        ByteBuffer cut = ByteBuffer.allocate(300);
        cut.put(Files.readAllBytes(images("t10k")), 0, 300);
        Files.write(images("t10k"), cut.array());
        refused(
                images("t10k"),
                "ends at byte 300, before the end of its pixels: the file is cut short, fetch it again");
    }

    @Test
    void ofAnotherKind() throws IOException {
        Files.write(images("train"), Files.readAllBytes(data.resolve("train-labels-idx1-ubyte")));
        Outcome outcome = Outcome.of("evaluate", model, "--data", "mnist", "--data-dir", data);

        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("spikestill: " + images("train") + ": byte 0: ")
                .contains("2049", "2051");
    }
}
