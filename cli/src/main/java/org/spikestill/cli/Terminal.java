package org.spikestill.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;

/// The terminal behind standard error.
///
/// @param columns width of its window, 0 if there is none: a file, a pipe, a log
/// @param colours whether help texts on standard output have some: on a terminal, unless `NO_COLOR` is set
record Terminal(int columns, boolean colours) {
    /// Set by the launcher, which can ask; Java cannot.
    private static final String COLUMNS = "spikestill.columns";

    private static final int USUAL = 80;
    private static final int NARROWEST_TEXT = 55; // picocli's
    private static final int WIDEST_TEXT = 110;

    static Terminal here() {
        Console console = System.console();
        boolean window = console != null && console.isTerminal();
        return new Terminal(
                Math.max(0, Integer.getInteger(COLUMNS, window ? USUAL : 0)), colours(window, System.getenv()));
    }

    /// @param window whether standard output is a terminal
    static boolean colours(boolean window, Map<String, String> environment) {
        return window
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    static Terminal none() {
        return new Terminal(0, false);
    }

    /// Width of help texts.
    int width() {
        return columns == 0 ? WIDEST_TEXT : Math.clamp(columns, NARROWEST_TEXT, WIDEST_TEXT);
    }

    /// One line that changes in a window, lines that stay anywhere else.
    Display display(PrintWriter err) {
        return columns > 0 ? new LiveDisplay(err, columns) : new PlainDisplay(err);
    }
}
