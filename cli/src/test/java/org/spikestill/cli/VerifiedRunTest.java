package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spikestill.export.certificate.Certificate;

/// The certificate of a run's student and the report of the run.
class VerifiedRunTest extends TinyRuns {
    @Test
    void theReportOfARunShowsTheCertificateBesideItsStudent() throws IOException {
        untaught("--method=hybrid").done();
        Path student = out().resolve("student.safetensors");
        Path report = out().resolve("report.html");
        Path summary = out().resolve("summary.json");
        String before = Files.readString(report);
        String figures = Files.readString(summary);
        assertThat(before).doesNotContain("Certificate of");

        Outcome verified = Outcome.of("verify", student, "--data", DATA, "--limit", "4", "--demand", "nir");
        String seal = Certificate.read(Certificate.beside(student)).seal();
        assertThat(verified.done()).contains("report: " + report);
        String certified = Files.readString(report);
        assertThat(certified)
                .contains("Certificate of student.safetensors", "seal " + seal, "integer-lif", "not run: Loihi")
                .hasSizeGreaterThan(before.length());
        assertThat(summary).hasContent(figures);

        Outcome.of("distill", "--resume", out()).done();
        assertThat(Files.readString(report)).isEqualTo(certified);

        Files.writeString(Certificate.beside(student), "{}");
        Outcome.of("distill", "--resume", out()).done();
        assertThat(Files.readString(report))
                .contains("student.safetensors.certificate.json")
                .doesNotContain(seal);
    }

    @Test
    void aRunOfOtherSettingsKeepsItsReport() throws IOException {
        untaught("--method=hybrid").done();
        Path recipe = out().resolve("recipe.json");
        Files.writeString(recipe, Files.readString(recipe).replaceFirst("\"seed\"\\s*:\\s*\\d+", "\"seed\": 77"));
        Path report = out().resolve("report.html");
        String before = Files.readString(report);

        Outcome verified = Outcome.of(
                "verify", out().resolve("student.safetensors"), "--data", DATA, "--limit", "2", "--demand", "nir");
        assertThat(verified.exit()).as(verified.err()).isEqualTo(ExitCode.DONE.code());
        assertThat(verified.err()).contains("note: ", "its report stays as it is");
        assertThat(report).hasContent(before);
    }
}
