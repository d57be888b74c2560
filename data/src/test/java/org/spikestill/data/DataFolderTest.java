package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;

class DataFolderTest {
    @TempDir
    private Path root;

    @Test
    void theOptionCountsBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("SPIKESTILL_DATA", "/from/environment");
        assertThat(DataFolder.of(Optional.of(root), "mnist", environment).root())
                .isEqualTo(root);
        assertThat(DataFolder.of(Optional.empty(), "mnist", environment).root())
                .isEqualTo(Path.of("/from/environment"));
    }

    @Test
    void saysHowToNameADirectory() {
        for (Map<String, String> environment :
                java.util.List.of(Map.<String, String>of(), Map.of("SPIKESTILL_DATA", " "))) {
            assertThatThrownBy(() -> DataFolder.of(Optional.empty(), "mnist", environment))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage("no data directory is named, and 'mnist' is read from files: give --data-dir or set "
                            + "SPIKESTILL_DATA to the directory that holds 'mnist'");
        }
    }

    @Test
    void aSourceHasItsOwnFolderOrTheDirectoryItself() throws IOException {
        DataFolder folder = new DataFolder(root, "mnist");
        Path flat = Fixtures.write(root.resolve("b"), new byte[1]);
        assertThat(folder.find("a", "b")).isEqualTo(flat);
        Path own = Fixtures.write(root.resolve("mnist/b"), new byte[1]);
        assertThat(folder.find("a", "b")).isEqualTo(own);
        Path first = Fixtures.write(root.resolve("mnist/a"), new byte[1]);
        assertThat(folder.find("a", "b")).isEqualTo(first);
    }

    @Test
    void namesEveryPlaceItLookedAt() {
        assertThatThrownBy(() -> new DataFolder(root, "mnist").find("a", "a.gz"))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(root + ": holds no 'a' of 'mnist'; looked for " + root.resolve("mnist/a") + ", "
                        + root.resolve("mnist/a.gz") + ", " + root.resolve("a") + ", " + root.resolve("a.gz")
                        + ": put the file there or name another data directory");
    }
}
