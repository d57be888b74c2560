package org.spikestill.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A time of day that jumps an hour forward and back from call to call, by a library that is compiled and preloaded.
final class JumpingClock {
    private static final String NAME = "a clock that jumps by hours";
    private static final long LEAST_SECONDS = 1800;

    private JumpingClock() {}

    /// @param folder of the library
    static Environment in(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("clock.so");
        Path source = folder.resolve("clock.c");
        try (InputStream text = JumpingClock.class.getResourceAsStream("clock.c")) {
            Files.copy(text, source);
        }
        ToolRun compiled =
                ToolRun.of(List.of("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString()));
        if (compiled.exit() != 0) {
            return Environment.lacking(NAME, "the library cannot be compiled: " + compiled.text());
        }
        Environment jumping = Environment.of(NAME, Map.of("LD_PRELOAD", library.toString()));
        return jumps(library) ? jumping : Environment.lacking(NAME, "no library can be preloaded here");
    }

    /// Whether the time that another program shows is far off.
    private static boolean jumps(Path library) throws IOException, InterruptedException {
        ToolRun shown = ToolRun.of(List.of("env", "LD_PRELOAD=" + library, "date", "+%s"));
        long now = System.currentTimeMillis() / 1000;
        return shown.exit() == 0 && Math.abs(Long.parseLong(shown.text()) - now) > LEAST_SECONDS;
    }
}
