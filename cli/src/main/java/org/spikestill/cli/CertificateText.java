package org.spikestill.cli;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.report.TextTable;

/// Certificates for people.
final class CertificateText {
    private CertificateText() {}

    static String of(Certificate certificate) {
        TextTable table = new TextTable(
                "implementation",
                "accuracy",
                "spikes",
                "spikes that differ",
                "samples that differ",
                "first divergence");
        for (Certificate.Result result : certificate.results()) {
            if (result.ran()) {
                table.row(
                        result.name(),
                        "%.2f %%".formatted(100 * result.accuracy()),
                        "%,d".formatted(result.allSpikes()),
                        "%,d".formatted(result.differingSpikes()),
                        "%,d".formatted(result.differing()),
                        result.first().map(Certificate.Divergence::text).orElse(""));
            } else {
                table.row(result.name(), "", "", "", "", "not run: " + result.unavailable());
            }
        }
        return "%s on the first %,d test samples of %s%n%s%nseal %s"
                .formatted(certificate.model(), certificate.samples(), certificate.data(), table, certificate.seal());
    }

    /// Figures of a certificate that a repetition does not give, though they are the same on every machine. An implementation that was not
    /// run on one side is left out.
    static List<String> differences(Certificate stored, Certificate here) {
        List<String> differences = new ArrayList<>();
        if (!stored.dataDigest().equals(here.dataDigest())) {
            differences.add(
                    "the data are others: digest " + here.dataDigest() + ", in the certificate " + stored.dataDigest());
        }
        differences.addAll(unequal(stored, here, true));
        return differences;
    }

    /// The same for figures that may differ: sums of floats in the order of the machine.
    static List<String> notes(Certificate stored, Certificate here) {
        return unequal(stored, here, false);
    }

    private static List<String> unequal(Certificate stored, Certificate here, boolean portable) {
        List<String> differences = new ArrayList<>();
        for (Certificate.Result then : stored.results()) {
            for (Certificate.Result now : here.results()) {
                boolean both = then.name().equals(now.name()) && then.ran() && now.ran();
                if (both && now.portable() == portable && !then.equals(now)) {
                    differences.add(
                            "'%s' has accuracy %s, spikes %s and artefact %s, in the certificate %s, %s and %s%s"
                                    .formatted(
                                            now.name(),
                                            now.accuracy(),
                                            now.spikes(),
                                            now.artefact(),
                                            then.accuracy(),
                                            then.spikes(),
                                            then.artefact(),
                                            portable ? "" : ": its sums have the order of the machine"));
                }
            }
        }
        return differences;
    }
}
