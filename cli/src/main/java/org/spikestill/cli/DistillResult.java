package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.Accuracy;
import org.spikestill.report.Headline;

/// What a finished run has to say on a screen; the rest is in its folder.
final class DistillResult {
    private DistillResult() {}

    static String text(List<Headline> headlines, Path folder) {
        Table table = new Table("network", "T", "validation", "test", "spikes per sample");
        for (Headline each : headlines) {
            table.row(
                    each.network(),
                    each.ticks(),
                    percent(each.validation()),
                    percent(each.test()),
                    each.spikesPerSample().isPresent()
                            ? "%,.0f".formatted(each.spikesPerSample().getAsDouble())
                            : "");
        }
        return table + "\n\nreport: " + folder.resolve("report.html");
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> "%.2f %%".formatted(100 * each.share())).orElse("");
    }
}
