package org.spikestill.cli;

import java.nio.file.Path;

/// Arguments of the command that goes on with this one, as a shell reads them.
final class Again {
    private Again() {}

    /// A path in quotes, where the shell would read parts of it itself.
    static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
