package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The end of a command of the operating system.
///
/// @param exit code; 127 where there is no such command, as in a shell
/// @param text of both outputs, on one line
record ToolRun(int exit, String text) {
    private static final int NOT_FOUND = 127;

    static ToolRun of(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ToolRun(process.waitFor(), text.strip().replaceAll("\\R", "; "));
        } catch (IOException e) {
            return new ToolRun(NOT_FOUND, e.getMessage());
        }
    }
}
