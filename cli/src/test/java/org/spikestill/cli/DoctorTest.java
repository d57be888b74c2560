package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {
    @TempDir
    private Path folder;

    private Finding finding(Map<String, String> environment, Path runs, String subject) {
        return new Checkup(environment, Optional.empty(), runs)
                .findings().stream()
                        .filter(each -> each.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void everyCheckHasALineAndTheCodeIsThatOfTheWorst() throws Exception {
        Files.createDirectory(folder.resolve("mnist"));
        Outcome outcome = Outcome.of("doctor", "--data-dir", folder, "--json");
        JsonNode diagnosis = JsonMapper.shared().readTree(outcome.out());
        List<JsonNode> findings = diagnosis.get("findings").valueStream().toList();
        assertThat(findings.stream().map(each -> each.get("subject").asString()))
                .containsExactly(
                        "Java",
                        "engine",
                        "libtorch",
                        "ONNX Runtime",
                        "memory",
                        "cores",
                        "data",
                        "runs",
                        "C compiler",
                        "Python");
        assertThat(findings.stream()
                        .filter(each -> each.get("subject").asString().equals("libtorch"))
                        .map(each -> each.get("grade").asString()))
                .containsExactly("ok");
        boolean usable =
                findings.stream().noneMatch(each -> each.get("grade").asString().equals("fail"));
        assertThat(diagnosis.get("usable").booleanValue()).isEqualTo(usable);
        assertThat(outcome.exit()).isEqualTo((usable ? ExitCode.DONE : ExitCode.CHECK_FAILED).code());
        assertThat(outcome.out()).contains(folder + " with mnist");
    }

    @Test
    void aFailureIsNamedWithItsWayOutAndEndsWithTheCodeOfAFailedCheck() {
        Path none = folder.resolve("none");
        Outcome outcome = Outcome.of("doctor", "--data-dir", none);
        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains("fail data ", "name the folder that holds the data sets");
    }

    @Test
    void aPythonThatDoesNotRunAndAFolderThatIsAFileFail() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(finding(Map.of("SPIKESTILL_PYTHON", file.toString()), folder, "Python"))
                .isEqualTo(Finding.fail(
                        "Python", file + " does not run: unset SPIKESTILL_PYTHON or let it name an interpreter"));
        assertThat(finding(Map.of(), file, "runs").grade()).isEqualTo(Finding.Grade.FAIL);
        assertThat(finding(Map.of(), folder.resolve("a/b"), "runs").grade()).isNotEqualTo(Finding.Grade.FAIL);
        assertThat(finding(Map.of(), folder, "data").grade()).isEqualTo(Finding.Grade.WARN);
    }

    @Test
    void aLibraryThatIsNotThereFails() {
        Finding finding = LibraryProbe.of("libx", LibraryProbe.Library.LIBTORCH, folder.toString());
        assertThat(finding.grade()).isEqualTo(Finding.Grade.FAIL);
        assertThat(finding.text()).startsWith("ends the process that loads it, with code 1; see that");
    }
}
