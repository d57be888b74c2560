package org.spikestill.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The data directory: the one an option or the environment names, else the folder that data are fetched into.
public final class DataRoot {
    /// Environment variable that names the data directory when no option does.
    static final String VARIABLE = "SPIKESTILL_DATA";

    private DataRoot() {}

    /// The folder that data sets are read from and fetched into.
    ///
    /// @param dataDir of the option
    public static Path of(Optional<Path> dataDir) {
        return named(dataDir, System.getenv())
                .or(() -> cache(System.getenv()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no data directory is named, and there is no home: give --data-dir or set " + VARIABLE));
    }

    static Optional<Path> named(Optional<Path> dataDir, Map<String, String> environment) {
        return dataDir.or(() -> variable(environment, VARIABLE));
    }

    /// Where fetched data lie when no folder is named (XDG Base Directory Specification).
    static Optional<Path> cache(Map<String, String> environment) {
        return variable(environment, "XDG_CACHE_HOME")
                .or(() -> variable(environment, "HOME").map(home -> home.resolve(".cache")))
                .map(cache -> cache.resolve("spikestill").resolve("data"));
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
