package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.TextTable;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Measure;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.TeachersShare;

/// The figures of a finished run for a terminal; the rest is in its folder.
final class DistillText {
    private static final String SCOPE =
            "these intervals are of the test set's size: another seed may differ by more, which a table of several seeds shows (compare)";

    private DistillText() {}

    /// @param remarks lines below the shares
    static String of(List<NetworkResult> networks, List<TeachersShare> shares, List<String> remarks, Measure measure) {
        TextTable table = new TextTable("network", "T", validation(measure), "test", "spikes per sample");
        for (NetworkResult each : networks) {
            table.row(
                    each.name(),
                    each.ticks(),
                    percent(each.validation()),
                    percent(each.test()),
                    each.spikesPerSample().map("%,.0f"::formatted).orElse(""));
        }
        StringBuilder text = new StringBuilder(table.toString().stripTrailing());
        shares.forEach(share -> text.append(System.lineSeparator()).append(share.sentence()));
        if (!shares.isEmpty()) {
            text.append(System.lineSeparator()).append(SCOPE);
        }
        remarks.forEach(line -> text.append(System.lineSeparator()).append(line));
        return text.toString();
    }

    private static String validation(Measure measure) {
        return switch (measure) {
            case ACCURACY -> "validation";
            case AGREEMENT -> "agreement, validation";
        };
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> "%.2f %%".formatted(100 * each.share())).orElse("");
    }
}
