package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Unreadable files of every kind: links to a setting of Linux without a read permission, even for the administrator.
class UnreadableTest {
    private static final Path CLOSED = Path.of("/proc/sys/vm/compact_memory");

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        assumeTrue(Files.isRegularFile(CLOSED), CLOSED + " is not there, and the administrator may read all else");
        assertThatThrownBy(() -> Files.readAllBytes(CLOSED)).isInstanceOf(IOException.class);
        model = Models.write(Models.spiking(), folder);
    }

    private Path closed(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        return Files.createSymbolicLink(file, CLOSED);
    }

    private static void refused(Path file, Object... command) {
        Outcome.of(command).refused(file, "cannot be read: access is denied");
    }

    @Test
    void aPictureIsNamed() throws IOException {
        Path picture = closed("p.png");
        refused(picture, "run", model, picture);
    }

    @Test
    void aModelIsNamed() throws IOException {
        Path other = closed("other.safetensors");
        refused(other, "info", other);
        refused(other, "evaluate", other, "--data", Models.DATA);
        refused(other, "import", other, "--out", folder.resolve("imported.safetensors"));
        refused(other, ConvertTest.command(other, folder.resolve("converted.safetensors")));
        assertThat(folder).isDirectoryNotContaining("glob:**/{imported,converted}*");
    }

    @Test
    void settingsAreNamed() throws IOException {
        Path recipe = closed("recipe.yaml");
        Path out = folder.resolve("out");
        refused(recipe, "distill", "--recipe", recipe, "--out", out);
        refused(recipe, "compare", recipe, "--out", out);
        assertThat(out).doesNotExist();
    }

    /// Before anything is trained.
    @Test
    void dataAreNamed() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        IdxFiles.write(data, 12, 30, 1);
        Path images = closed("data/t10k-images-idx3-ubyte");
        Path out = folder.resolve("out");
        String reason = "access is denied";
        Outcome.of("evaluate", model, "--data=mnist", "--data-dir", data).refused(images, reason);
        Outcome.of("distill", "--data=mnist", "--data-dir", data, "--out", out).refused(images, reason);

        Path table = closed("list.csv");
        Outcome.of("data", "check", table).refused(table, reason);

        Path photos = folder.resolve("photos");
        for (int i = 0; i < 9; i++) {
            for (String label : new String[] {"a", "b"}) {
                Path picture = photos.resolve(label).resolve(i + ".png");
                Files.createDirectories(picture.getParent());
                Files.copy(Documents.ROOT.resolve("models/seven.png"), picture);
            }
        }
        Path picture = closed("photos/a/3.png");
        Outcome.of("distill", "--data", photos + ":size=16", "--out", out)
                .refused(photos, "1 of 18 pictures cannot be used: " + picture + ": cannot be read: access is denied");
        assertThat(out).doesNotExist();
    }
}
