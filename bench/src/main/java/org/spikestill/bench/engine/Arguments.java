package org.spikestill.bench.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Arguments after the name of a benchmark: options with a file each.
record Arguments(Map<String, Path> files) {
    private static final String KNOWN = "--model, --ann, --json";

    Arguments {
        files = Map.copyOf(files);
    }

    /// @param arguments the name of the benchmark, then the options
    static Arguments of(String[] arguments) {
        Map<String, Path> files = new TreeMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "'" + arguments[i] + "' is not understood: give any of " + KNOWN + ", each with a file");
            }
            files.put(arguments[i], Path.of(arguments[i + 1]).toAbsolutePath());
        }
        return new Arguments(files);
    }

    Optional<Path> model() {
        return Optional.ofNullable(files.get("--model"));
    }

    Optional<Path> json() {
        return Optional.ofNullable(files.get("--json"));
    }

    Path required(String option) {
        return Optional.ofNullable(files.get(option))
                .orElseThrow(() -> new IllegalArgumentException("--model needs " + option + " FILE beside it"));
    }
}
