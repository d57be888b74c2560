package org.spikestill.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSource;
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

    /// The folder as an option of the command that goes on with this one, also where the environment names it.
    String again() {
        return path.or(() -> DataSource.directory(System.getenv()))
                .map(dir -> " " + NAME + " " + Again.quoted(dir.toAbsolutePath()))
                .orElse("");
    }
}
