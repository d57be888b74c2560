package org.spikestill.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// Exit codes of commands.
enum ExitCode {
    DONE("done"),
    FAILED("failed"),
    MISUSE("misuse: options or settings that cannot be used"),
    BAD_FILE("a file or folder that cannot be read or written, or does not hold what it should"),
    CHECK_FAILED("a check did not hold");

    private final String meaning;

    ExitCode(String meaning) {
        this.meaning = meaning;
    }

    int code() {
        return ordinal();
    }

    /// Every code and its meaning, for help texts.
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode each : values()) {
            meanings.put(" " + each.code(), each.meaning);
        }
        return meanings;
    }
}
