package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.Accuracy;
import org.spikestill.report.Headline;
import org.spikestill.report.TextTable;

/// The figures of a finished run for a terminal; the rest is in its folder.
final class DistillText {
    private DistillText() {}

    static String of(List<Headline> headlines) {
        TextTable table = new TextTable("network", "T", "validation", "test", "spikes per sample");
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
        return table.toString();
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> "%.2f %%".formatted(100 * each.share())).orElse("");
    }
}
