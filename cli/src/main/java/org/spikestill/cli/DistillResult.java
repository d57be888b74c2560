package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.NetworkResult;

/// What a finished run has to say on a screen; the rest is in its folder.
final class DistillResult {
    private DistillResult() {}

    static String text(List<NetworkResult> networks, Path folder) {
        Table table = new Table("network", "T", "validation", "test", "spikes per sample");
        for (NetworkResult each : networks) {
            table.row(
                    each.name(),
                    each.ticks(),
                    percent(each.validation()),
                    percent(each.test()),
                    each.spikesPerSample().map("%,.0f"::formatted).orElse(""));
        }
        return table + "\n\nreport: " + folder.resolve("report.html");
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> "%.2f %%".formatted(100 * each.share())).orElse("");
    }
}
