package org.spikestill.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.spikestill.model.InvalidFile;
import org.spikestill.report.result.Epoch;

/// A display that also writes every line to `log.txt` in a run folder, each with its time in UTC. A run that goes on appends to
/// the log it has. It is the only file of a run folder that holds the time of day.
final class RunLog implements Display {
    static final String NAME = "log.txt";

    private final Display shown;
    private final PrintWriter file;
    private final PlainDisplay lines;

    /// @throws InvalidFile if the folder cannot be written
    RunLog(Path folder, Display shown, Clock clock) {
        this.shown = shown;
        Path log = folder.resolve(NAME);
        try {
            Files.createDirectories(folder);
            file = new Stamped(
                    new PrintWriter(Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)),
                    clock);
        } catch (IOException e) {
            throw new InvalidFile(log, "cannot be written: " + InvalidFile.reason(e), e);
        }
        lines = new PlainDisplay(file);
    }

    /// Lines of a log, each with its time.
    private static final class Stamped extends PrintWriter {
        private final Clock clock;

        Stamped(PrintWriter out, Clock clock) {
            super(out, true);
            this.clock = clock;
        }

        @Override
        public void println(String line) {
            super.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
        }
    }

    @Override
    public void say(String line) {
        shown.say(line);
        lines.say(line);
    }

    @Override
    public void advance(Advance advance) {
        shown.advance(advance);
        lines.advance(advance);
    }

    @Override
    public void epoch(Epoch figures, int of) {
        shown.epoch(figures, of);
        lines.epoch(figures, of);
    }

    /// Writes a line to the log alone.
    void note(String line) {
        lines.say(line);
    }

    @Override
    public void close() {
        shown.close();
        file.close();
    }
}
