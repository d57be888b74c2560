package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A run folder is given back by every command that ends, so that the same process may go on with it.
class RunOwnershipTest extends TinyRuns {
    @Test
    void aRunWhoseLogCannotBeOpenedDoesNotStayLocked() throws IOException {
        Path log = Files.createDirectories(out().resolve(RunLog.NAME));

        untaught("--method=conversion").refused(log, "cannot be written: Is a directory");

        Files.delete(log);
        assertThat(Outcome.of("distill", "--resume", out()).done()).contains("report: ");
    }
}
