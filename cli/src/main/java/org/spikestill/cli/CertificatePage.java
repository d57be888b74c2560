package org.spikestill.cli;

import org.spikestill.export.certificate.Certificate;
import org.spikestill.lab.measure.CertificateTables;
import org.spikestill.report.Page;
import org.spikestill.report.Section;

/// A certificate as a page of its own.
final class CertificatePage {
    private CertificatePage() {}

    static Page of(Certificate certificate) {
        return Page.of(
                        certificate.model(),
                        "the first %,d test samples of %s".formatted(certificate.samples(), certificate.data()))
                .withKind("Spikestill certificate")
                .with(new Section("implementations", "Implementations", CertificateTables.implementations(certificate)))
                .with(new Section(
                        "chain",
                        "Chain of digests",
                        CertificateTables.chain(certificate).toHtml()));
    }
}
