package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.export.certificate.Certificate;

/// A certification or the repetition of one. Its components are the fields of the JSON object.
///
/// @param holds whether all demanded implementations are equal to the engine, and a repetition gave the figures of its certificate
/// @param file of the certificate that was written or repeated
/// @param repeated whether the runs of an earlier certificate were repeated
/// @param report of the run that made the model, if it shows the certificate now
/// @param certificate of the runs made here
/// @param unequal demanded implementations that are not equal to the engine, with the reason
/// @param notes figures unlike those of the earlier certificate that may differ between machines
/// @param differences those that may not
record VerifyResult(
        boolean holds,
        Path file,
        boolean repeated,
        Optional<Path> report,
        Certificate certificate,
        List<String> unequal,
        List<String> notes,
        List<String> differences) {
    static VerifyResult made(Certificate made, Path file, Optional<Path> report) {
        List<String> unequal = unequal(made);
        return new VerifyResult(unequal.isEmpty(), file, false, report, made, unequal, List.of(), List.of());
    }

    static VerifyResult repeated(Certificate here, Certificate stored, Path file) {
        List<String> unequal = unequal(here);
        List<String> differences = CertificateText.differences(stored, here);
        return new VerifyResult(
                unequal.isEmpty() && differences.isEmpty(),
                file,
                true,
                Optional.empty(),
                here,
                unequal,
                CertificateText.notes(stored, here),
                differences);
    }

    private static List<String> unequal(Certificate made) {
        return made.results().stream()
                .filter(result -> made.demanded().contains(result.name()) && !result.isEqual())
                .map(result -> "'" + result.name() + "' is not equal to the engine, which is demanded: "
                        + (result.ran() ? result.differing() + " samples differ" : result.unavailable()))
                .toList();
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(CertificateText.of(certificate));
        if (repeated) {
            lines.addAll(notes);
            lines.addAll(differences);
            lines.add(differences.isEmpty() ? "all figures are those of " + file : "not as in " + file);
        } else {
            lines.add("certificate: " + file);
            report.ifPresent(page -> lines.add("report: " + page));
        }
        return String.join(System.lineSeparator(), lines);
    }
}
