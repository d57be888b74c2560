package org.spikestill.cli;

import java.io.PrintWriter;
import org.spikestill.report.result.Epoch;

/// One line at the bottom of a window that is written over as the work goes on; messages and finished epochs stay
/// above it. It needs no colours and no control codes but the carriage return.
final class LiveDisplay implements Display {
    private static final long NANOS_BETWEEN = 100_000_000L;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;

    /// Columns beside the bar; in a window too narrow for both, the last of it is cut off.
    private static final int BESIDE = 90;

    private final PrintWriter out;
    private final int columns;
    private int shown;
    private long next = System.nanoTime();

    /// @param columns width of the window
    LiveDisplay(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public synchronized void say(String line) {
        clear();
        out.println(line);
    }

    @Override
    public synchronized void epoch(Epoch figures, int of) {
        say(Display.line(figures, of));
    }

    @Override
    public synchronized void advance(Advance advance) {
        if (advance.done() == advance.of()) {
            clear();
        } else if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + NANOS_BETWEEN;
            show(text(advance));
        }
    }

    private String text(Advance advance) {
        int bar = Math.clamp(columns - BESIDE, SHORTEST_BAR, LONGEST_BAR);
        return advance.what() + " [" + bar(advance, bar) + "] " + Display.figures(advance);
    }

    private static String bar(Advance advance, int length) {
        int done = (int) (length * advance.done() / advance.of());
        return "=".repeat(done) + " ".repeat(length - done);
    }

    /// The last column stays free: some windows begin a new line once it is written.
    private void show(String text) {
        String fitting = text.substring(0, Math.min(text.length(), Math.max(0, columns - 1)));
        out.print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
        out.flush();
        shown = fitting.length();
    }

    private void clear() {
        if (shown > 0) {
            show("");
            out.print("\r");
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        clear();
    }
}
