package org.spikestill.bench.life;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Resources that this process holds, as Linux counts them.
///
/// @param residentBytes memory in use
/// @param liveBytes on the Java heap, right after a full collection
/// @param mappings of files and memory
/// @param descriptors open files
record Footing(long residentBytes, long liveBytes, long mappings, long descriptors) {
    private static final Path SELF = Path.of("/proc/self");

    static Footing now() throws IOException {
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (Stream<String> status = Files.lines(SELF.resolve("status"));
                Stream<String> maps = Files.lines(SELF.resolve("maps"));
                Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            String resident = status.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/self/status has no VmRSS"));
            return new Footing(Long.parseLong(resident.replaceAll("\\D", "")) << 10, live, maps.count(), open.count());
        }
    }
}
