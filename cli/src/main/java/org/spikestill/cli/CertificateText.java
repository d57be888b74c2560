package org.spikestill.cli;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.report.TextTable;

/// Certificates for people.
final class CertificateText {
    private CertificateText() {}

    static String of(Certificate certificate) {
        TextTable table =
                new TextTable("implementation", "accuracy", "spikes", "samples that differ", "first divergence");
        for (Certificate.Result result : certificate.results()) {
            if (result.unavailable().isEmpty()) {
                table.row(
                        result.name(),
                        "%.2f %%".formatted(100 * result.accuracy()),
                        "%,d"
                                .formatted(result.spikes().stream()
                                        .mapToLong(each -> each)
                                        .sum()),
                        "%,d".formatted(result.differing()),
                        result.first().map(CertificateText::text).orElse(""));
            } else {
                table.row(result.name(), "", "", "", "not run: " + result.unavailable());
            }
        }
        return "%s on the first %,d test samples of %s%n%s"
                .formatted(certificate.model(), certificate.samples(), certificate.data(), table);
    }

    private static String text(Certificate.Divergence first) {
        String place = first.tick() == 0 ? "all steps" : "step " + first.tick();
        return "sample %d, %s, '%s': %,d in the engine, %,d here"
                .formatted(first.sample(), place, first.layer(), first.engine(), first.other());
    }

    /// Figures of a certificate that a repetition does not give; an implementation that was not run on one side is left out.
    static List<String> differences(Certificate stored, Certificate here) {
        List<String> differences = new ArrayList<>();
        if (!stored.dataDigest().equals(here.dataDigest())) {
            differences.add(
                    "the data are others: digest " + here.dataDigest() + ", in the certificate " + stored.dataDigest());
        }
        for (Certificate.Result then : stored.results()) {
            for (Certificate.Result now : here.results()) {
                boolean both = then.name().equals(now.name())
                        && then.unavailable().isEmpty()
                        && now.unavailable().isEmpty();
                if (both && !(then.spikes().equals(now.spikes()) && then.accuracy() == now.accuracy())) {
                    differences.add("'%s' has accuracy %s and spikes %s, in the certificate %s and %s"
                            .formatted(now.name(), now.accuracy(), now.spikes(), then.accuracy(), then.spikes()));
                }
            }
        }
        return differences;
    }
}
