package org.spikestill.lab.measure;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.export.certificate.Link;
import org.spikestill.report.Html;
import org.spikestill.report.Table;

/// Tables of a certificate: results, unequal spikes by time step and layer, and the chain of digests.
public final class CertificateTables {
    private CertificateTables() {}

    /// The implementations beside the engine, and where each differs.
    public static List<Html> implementations(Certificate certificate) {
        Table table = Table.of(
                "Implementations beside the engine",
                Table.words("Implementation"),
                Table.words("Demanded"),
                Table.numbers("Accuracy"),
                Table.numbers("Spikes"),
                Table.numbers("Spikes that differ"),
                Table.numbers("Samples that differ"),
                Table.words("First divergence"));
        List<Html> content = new ArrayList<>();
        for (Certificate.Result result : certificate.results()) {
            table = table.with(cells(certificate, result));
        }
        content.add(table.toHtml());
        certificate.results().stream()
                .filter(result -> result.differing() > 0)
                .forEach(result ->
                        content.add(differences(certificate, result).folded("Spikes that differ in " + result.name())));
        return content;
    }

    private static String[] cells(Certificate certificate, Certificate.Result result) {
        String demanded = certificate.demanded().contains(result.name()) ? "yes" : "";
        return result.ran()
                ? new String[] {
                    result.name(),
                    demanded,
                    "%.2f %%".formatted(100 * result.accuracy()),
                    "%,d".formatted(result.allSpikes()),
                    "%,d".formatted(result.differingSpikes()),
                    "%,d".formatted(result.differing()),
                    result.first().map(Certificate.Divergence::text).orElse("")
                }
                : new String[] {result.name(), demanded, "", "", "", "", "not run: " + result.unavailable()};
    }

    private static Table differences(Certificate certificate, Certificate.Result result) {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.numbers("Time step")));
        certificate.layers().forEach(layer -> columns.add(Table.numbers(layer)));
        Table table = Table.of(
                "Spikes that only one of engine and " + result.name() + " has", columns.toArray(Table.Column[]::new));
        for (int tick = 0; tick < result.differences().size(); tick++) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(tick + 1)));
            result.differences().get(tick).forEach(count -> cells.add("%,d".formatted(count)));
            table = table.with(cells.toArray(String[]::new));
        }
        return table;
    }

    /// The chain of digests.
    public static Table chain(Certificate certificate) {
        Table table = Table.of(
                "Digests (SHA-256); a seal stands for all lines up to its own",
                Table.words("Subject"),
                Table.words("Digest"),
                Table.words("Seal"));
        for (Link link : certificate.chain()) {
            table = table.with(link.subject(), link.digest(), link.seal());
        }
        return table;
    }
}
