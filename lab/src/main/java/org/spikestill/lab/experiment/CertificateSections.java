package org.spikestill.lab.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.lab.measure.CertificateTables;
import org.spikestill.model.InvalidFile;
import org.spikestill.report.Html;
import org.spikestill.report.Section;

/// Sections of the equivalence certificates that lie beside the model files of a run. A certificate is made after the run and is no
/// result of a step, so a report takes it from its file.
final class CertificateSections {
    private CertificateSections() {}

    /// A section for each model file with a certificate, in the order of the steps.
    static List<Section> of(Store store, Results results) {
        List<Section> sections = new ArrayList<>();
        for (Ref<?> step : results.steps()) {
            results.models(step).forEach((part, digest) -> {
                Path model = store.model(step.name(), part);
                Path file = Certificate.beside(model);
                if (Files.isRegularFile(file)) {
                    String id = sections.isEmpty() ? "certificate" : "certificate-" + (sections.size() + 1);
                    sections.add(new Section(id, "Certificate of " + model.getFileName(), content(file, digest)));
                }
            });
        }
        return sections;
    }

    /// The figures, or the reason why there are none: a damaged certificate does not cost a run its report.
    private static List<Html> content(Path file, String digest) {
        Certificate certificate;
        try {
            certificate = Certificate.read(file);
        } catch (InvalidFile e) {
            return List.of(Html.paragraph(e.getMessage()));
        }
        if (!certificate.modelDigest().equals(digest)) {
            return List.of(Html.paragraph(file.getFileName() + " is of another model, whose digest is "
                    + certificate.modelDigest() + ": make it again with verify"));
        }
        List<Html> content = new ArrayList<>();
        content.add(Html.paragraph("Compared spike by spike on the first %,d test samples of %s, seal %s."
                .formatted(certificate.samples(), certificate.data(), certificate.seal())));
        content.addAll(CertificateTables.implementations(certificate));
        content.add(CertificateTables.chain(certificate).folded("Chain of digests"));
        return content;
    }
}
