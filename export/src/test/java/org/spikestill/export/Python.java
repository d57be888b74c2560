package org.spikestill.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The reference programs, in the interpreter that `SPIKESTILL_PYTHON` names; without it, tests against them are skipped.
public final class Python {
    private static final String VARIABLE = "SPIKESTILL_PYTHON";

    private Python() {}

    /// Runs a script of the test resources.
    ///
    /// @param modules it imports
    /// @return lines of its standard output
    public static List<String> run(Path folder, List<String> modules, String script, String... arguments)
            throws IOException, InterruptedException {
        String interpreter = System.getenv(VARIABLE);
        assumeTrue(interpreter != null && !interpreter.isEmpty(), VARIABLE + " names no Python");
        assumeTrue(has(interpreter, modules), "the Python of " + VARIABLE + " lacks one of " + modules);
        Path file = folder.resolve(script);
        try (InputStream in = Python.class.getResourceAsStream("/python/" + script)) {
            Files.write(file, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(interpreter, "-W", "ignore", file.toString()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve(script + ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(script + " failed: " + Files.readString(errors) + out);
        }
        return out.lines().toList();
    }

    private static boolean has(String interpreter, List<String> modules) throws IOException, InterruptedException {
        String check =
                "import importlib.util, sys; sys.exit(any(importlib.util.find_spec(m) is None for m in sys.argv[1:]))";
        List<String> command = new ArrayList<>(List.of(interpreter, "-c", check));
        command.addAll(modules);
        return new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /// Samples as little-endian floats, one after the other.
    public static void write(Path file, List<float[]> samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(samples.size() * samples.getFirst().length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        samples.forEach(sample -> {
            for (float value : sample) {
                bytes.putFloat(value);
            }
        });
        Files.write(file, bytes.array());
    }
}
