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
    void aSymbolicLinkIsWrittenThrough() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Path file = Files.writeString(place.resolve("classes.txt"), "1\n");
        Path near = Files.createSymbolicLink(place.resolve("near.txt"), Path.of("classes.txt"));
        Path far = Files.createSymbolicLink(folder.resolve("far.txt"), near);

        AtomicFile.write(far, "2\n");

        assertThat(file).hasContent("2\n").isRegularFile();
        assertThat(near).isSymbolicLink();
        assertThat(far).isSymbolicLink();
        assertThat(place).isDirectoryNotContaining(each -> !each.equals(file) && !each.equals(near));
        Files.delete(file);
        AtomicFile.write(far, "3\n"); // a link to a file that is not there yet
        assertThat(file).hasContent("3\n");
    }

    @Test
    void linksThatLeadNowhereAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path round = folder.resolve("round.txt");
        Files.createSymbolicLink(round, round);
        assertThatThrownBy(() -> AtomicFile.check(round))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(round + ": cannot be written: its links lead round in a circle");
        Path lost = Files.createSymbolicLink(
                folder.resolve("lost.txt"), folder.resolve("none").resolve("x"));
        assertThatThrownBy(() -> AtomicFile.check(lost))
                .hasMessage(lost + ": cannot be written: there is no folder " + folder.resolve("none")
                        + ", create it first");
    }

    @Test
    void anOutputThatIsAnInputIsRefusedUnderAnyName() throws IOException {
        Path model = Files.writeString(folder.resolve("model"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), model);
        Path hard = Files.createLink(folder.resolve("hard"), model);
        Path detour = folder.resolve("..").resolve(folder.getFileName()).resolve("model");
        for (Path output : List.of(model, link, hard, detour)) {
            assertThatThrownBy(() -> AtomicFile.check("--out", output, folder.resolve("other"), model))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessage(output + ": is the input " + model + ", which --out would replace: name another file");
        }
        AtomicFile.check("--out", folder.resolve("new"), model);
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
