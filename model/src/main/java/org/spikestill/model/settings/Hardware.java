package org.spikestill.model.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The machine a figure was measured on.
///
/// @param cpu the processor's own name where the system provides it, else its architecture
/// @param cores processors the JVM may use
public record Hardware(String cpu, int cores) {
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

    public static Hardware here() {
        return new Hardware(cpuName(), Runtime.getRuntime().availableProcessors());
    }

    private static String cpuName() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(LINUX_PROCESSORS)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(LINUX_PROCESSORS, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException _) {
            return architecture; // a name for people: worth no failure of the run that asks for it
        }
    }
}
