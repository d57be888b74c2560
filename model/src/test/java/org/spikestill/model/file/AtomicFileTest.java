package org.spikestill.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFileTakesThePlaceOfTheOldOne() {
        Path file = folder.resolve("classes.txt");
        AtomicFile.write(file, "1\n");
        AtomicFile.write(file, "2\n");

        assertThat(file).hasContent("2\n");
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
    }

    /// A write that fails halfway, here by a buffer that cannot be read.
    @Test
    void aWriteThatFailsLeavesTheOldFileAndNoDraft() {
        Path file = folder.resolve("classes.txt");
        AtomicFile.write(file, "1\n");
        List<ByteBuffer> broken = Arrays.asList(ByteBuffer.wrap(new byte[8]), null);

        assertThatThrownBy(() -> AtomicFile.write(file, broken)).isInstanceOf(NullPointerException.class);

        assertThat(file).hasContent("1\n");
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
    }

    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));

        assertThatThrownBy(() -> AtomicFile.write(inner, "1\n"))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(inner + ": cannot be written: it is a folder or a device, name a file");
    }

    @Test
    void draftsOfKilledWritersAreSwept() throws IOException {
        Path kept = Files.writeString(folder.resolve("model.safetensors"), "x");
        Path draft = Files.writeString(folder.resolve(".model.safetensors.1234.draft"), "half");

        AtomicFile.sweep(folder);

        assertThat(draft).doesNotExist();
        assertThat(kept).exists();
    }
}
