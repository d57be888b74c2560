package org.spikestill.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikestill.model.file.AtomicFile;

/// Writes a run's report as one HTML file that opens anywhere, without a network.
public final class Report {
    private Report() {}

    /// The page as text.
    public static String html(DistillReport report) {
        return Page.of(report);
    }

    /// Writes the page whole or, if that fails, not at all.
    ///
    /// @return `target`
    /// @throws org.spikestill.model.InvalidFile naming the file and why it cannot be written
    public static Path write(DistillReport report, Path target) throws IOException {
        String page = html(report);
        Files.createDirectories(target.toAbsolutePath().getParent());
        AtomicFile.write(target, page);
        return target;
    }
}
