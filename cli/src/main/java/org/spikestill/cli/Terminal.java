package org.spikestill.cli;

import java.io.Console;
import java.io.PrintWriter;

/// The terminal behind standard error.
///
/// @param columns width of its window, 0 if there is none: a file, a pipe, a log
record Terminal(int columns) {
    /// Set by the launcher, which can ask; Java cannot.
    private static final String COLUMNS = "spikestill.columns";

    private static final int USUAL = 80;
    private static final int WIDEST_TEXT = 110;

    static Terminal here() {
        Console console = System.console();
        int otherwise = console != null && console.isTerminal() ? USUAL : 0;
        return new Terminal(Math.max(0, Integer.getInteger(COLUMNS, otherwise)));
    }

    static Terminal none() {
        return new Terminal(0);
    }

    /// Width of help texts.
    int width() {
        return columns == 0 ? WIDEST_TEXT : Math.clamp(columns, USUAL, WIDEST_TEXT);
    }

    /// One line that changes in a window, lines that stay anywhere else.
    Display display(PrintWriter err) {
        return columns > 0 ? new LiveDisplay(err, columns) : new PlainDisplay(err);
    }
}
