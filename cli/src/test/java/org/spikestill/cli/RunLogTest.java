package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSource;

class RunLogTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00.5Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void everyLineIsShownAndLoggedWithItsTimeAndALaterSittingAppends() throws IOException {
        StringWriter shown = new StringWriter();
        for (String line : new String[] {"first", "second"}) {
            try (RunLog log = new RunLog(folder, new PlainDisplay(new PrintWriter(shown)), NOON)) {
                log.say(line);
                log.note("of " + line);
                assertThat(Files.readString(folder.resolve(RunLog.NAME)))
                        .as("on disk while the run goes on")
                        .endsWith("2026-01-02T12:00:00Z of " + line + System.lineSeparator());
            }
        }
        assertThat(shown.toString().lines()).containsExactly("first", "second");
        assertThat(Files.readAllLines(folder.resolve(RunLog.NAME)))
                .containsExactly(
                        "2026-01-02T12:00:00Z first",
                        "2026-01-02T12:00:00Z of first",
                        "2026-01-02T12:00:00Z second",
                        "2026-01-02T12:00:00Z of second");
    }

    @Test
    void pathsStandInQuotesWhereAShellWouldReadThem() {
        assertThat(Again.quoted(Path.of("runs/a-1"))).isEqualTo("runs/a-1");
        assertThat(Again.quoted(Path.of("my runs/it's"))).isEqualTo("'my runs/it'\\''s'");
    }

    @Test
    void theDataFolderOfTheEnvironmentIsKnown() {
        assertThat(DataSource.directory(Map.of("SPIKESTILL_DATA", "/data"))).contains(Path.of("/data"));
        assertThat(DataSource.directory(Map.of("SPIKESTILL_DATA", " "))).isEmpty();
    }
}
