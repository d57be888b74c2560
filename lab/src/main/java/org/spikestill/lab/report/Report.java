package org.spikestill.lab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a run's report as one HTML file that opens anywhere, without a network.
public final class Report {
    private Report() {}

    /// The page as text.
    public static String html(DistillReport report) {
        return Page.of(report);
    }

    /// Writes the page beside its target, then moves it there: a reader sees the old page or the new one, never half.
    ///
    /// @return `target`
    public static Path write(DistillReport report, Path target) throws IOException {
        String page = html(report);
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = folder.resolve(
                target.getFileName() + ".part"); // not a temporary file: those are private to their owner
        try {
            Files.writeString(draft, page);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return target;
    }
}
