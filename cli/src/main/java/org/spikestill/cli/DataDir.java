package org.spikestill.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The folder of the data sets' files, an option of every command that reads some.
final class DataDir {
    private static final String NAME = "--data-dir";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Folder of the data sets' files; the environment variable SPIKESTILL_DATA by default.")
    private Optional<Path> path;

    Optional<Path> path() {
        return path;
    }

    /// Repeats the option in the command that goes on with this one.
    String again() {
        return path.map(dir -> " " + NAME + " " + dir).orElse("");
    }
}
