package org.spikestill.cli;

import java.io.PrintWriter;
import org.spikestill.report.result.Epoch;

/// Plain lines, for files and pipes: every message, every epoch, and the progress at most six times a minute.
final class PlainDisplay implements Display {
    private static final long NANOS_BETWEEN = 10_000_000_000L;

    private final PrintWriter out;
    private long next = System.nanoTime() + NANOS_BETWEEN;

    PlainDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String line) {
        out.println(line);
    }

    @Override
    public synchronized void advance(Advance advance) {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + NANOS_BETWEEN;
            out.println(advance.what() + ": " + Display.figures(advance).strip());
        }
    }

    @Override
    public synchronized void epoch(Epoch figures, int of) {
        out.println(Display.line(figures, of));
    }

    @Override
    public void close() {}
}
