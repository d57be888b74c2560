package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyTest {
    @TempDir
    private Path folder;

    private Path model() {
        ModelFile spiking = Models.spiking();
        Path file = folder.resolve("model.safetensors");
        new ModelFile(spiking.network().withEncoder(new Direct()), spiking.weights(), spiking.provenance()).write(file);
        return file;
    }

    @Test
    void everyImplementationIsComparedAndTheCertificateHoldsElsewhere() {
        Path model = model();
        Outcome made = Outcome.of("verify", model.toString(), "--data", Models.DATA, "--limit", "20");
        Path certificate = folder.resolve("model.safetensors.certificate.json");

        assertThat(made.exit()).as(made.err()).isEqualTo(ExitCode.DONE.code());
        Certificate read = Certificate.read(certificate);
        assertThat(read.results().stream().map(Certificate.Result::name))
                .containsExactly("engine", "trainer", "quantised", "loihi", "integer-lif", "nir", "c");
        assertThat(read.results().stream().filter(each -> List.of("nir", "c").contains(each.name())))
                .allMatch(Certificate.Result::isEqual);
        assertThat(made.out())
                .contains("not run: Loihi does not run 'conv1', which reads values, and synapses carry spikes only");
        assertThat(read.samples()).isEqualTo(20);
        JsonNode json = Outcome.of(
                        "verify",
                        model,
                        "--data",
                        Models.DATA,
                        "--limit",
                        "20",
                        "--out",
                        folder.resolve("b.json"),
                        "--json")
                .json();
        assertThat(json.path("holds").asBoolean()).isTrue();
        assertThat(json.path("file").asString())
                .isEqualTo(folder.resolve("b.json").toString());
        assertThat(Settings.read(Certificate.class, json.path("certificate"), ""))
                .isEqualTo(read)
                .isEqualTo(Certificate.read(folder.resolve("b.json")));
        assertThat(made.out())
                .contains(json.at("/certificate/chain")
                        .valueStream()
                        .reduce((_, last) -> last)
                        .orElseThrow()
                        .path("seal")
                        .asString());
        assertThat(Outcome.of("verify", "--check", certificate.toString()).done())
                .contains("all figures are those of");
    }

    @Test
    void aNetworkOnTheGridIsTheSameFromTrainerToDevice() {
        Path file = Models.write(Models.chip(), folder);
        String all = "trainer,quantised,loihi,integer-lif,nir";
        Outcome made = Outcome.of(
                "verify",
                file.toString(),
                "--data",
                Models.DATA,
                "--limit",
                "20",
                "--demand",
                all,
                "--report",
                folder.resolve("page.html").toString());

        assertThat(made.exit()).as(made.out() + made.err()).isEqualTo(ExitCode.DONE.code());
        Certificate read = Certificate.read(folder.resolve("model.safetensors.certificate.json"));
        assertThat(folder.resolve("page.html"))
                .content()
                .contains("Spikestill certificate", read.chain().getLast().seal(), "integer-lif")
                .doesNotContain("not run: Loihi");
        assertThat(read.demanded()).hasSize(5);
        assertThat(read.results().getFirst().spikes()).allMatch(spikes -> spikes > 0);
        assertThat(read.chain())
                .extracting(link -> link.subject().split(" ")[0])
                .startsWith("program", "model", "data", "quantised", "loihi", "integer-lif")
                .endsWith("results");
    }

    @Test
    void aDemandThatDoesNotHoldIsExitCodeFour() {
        Path file = Models.write(Models.spiking(), folder);
        Outcome outcome = Outcome.of("verify", file.toString(), "--data", Models.DATA, "--limit", "3", "--demand", "c");

        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(outcome.err()).contains("'c' is not equal to the engine", "encoder");

        Outcome json = Outcome.of("verify", file, "--data", Models.DATA, "--limit", "3", "--demand", "c", "--json");
        assertThat(json.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(json.err()).isEqualTo(outcome.err());
        JsonNode object = JsonMapper.shared().readTree(json.out());
        assertThat(object.path("holds").asBoolean()).isFalse();
        assertThat(outcome.err()).contains(object.at("/unequal/0").asString());
    }

    @Test
    void aFigureThatIsNotTheCertificatesIsExitCodeFour() {
        Path model = model();
        Outcome.of("verify", model.toString(), "--data", Models.DATA, "--limit", "3")
                .done();
        Path file = folder.resolve("model.safetensors.certificate.json");
        Certificate read = Certificate.read(file);
        new Certificate(
                        read.tool(),
                        read.model(),
                        read.modelDigest(),
                        read.data(),
                        read.dataDigest(),
                        read.samples() - 1, // sealed anew, with the figures of three samples
                        read.demanded(),
                        read.layers(),
                        read.results(),
                        List.of())
                .sealed()
                .write(file);
        Outcome outcome = Outcome.of("verify", "--check", file.toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(outcome.out()).contains("'engine' has accuracy", "not as in");
        JsonNode json = JsonMapper.shared()
                .readTree(Outcome.of("verify", "--check", file, "--json").out());
        assertThat(json.path("repeated").asBoolean()).isTrue();
        assertThat(json.path("holds").asBoolean()).isFalse();
        assertThat(outcome.out()).contains(json.at("/differences/0").asString());
    }

    @Test
    void anAlteredModelIsNotTheCertificates() throws Exception {
        Path model = model();
        Outcome.of("verify", model.toString(), "--data", Models.DATA, "--limit", "3")
                .done();
        Models.spiking().write(model);
        Outcome outcome = Outcome.of("verify", "--check", model + ".certificate.json");

        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(outcome.err()).contains("is another model than the certificate's");
        assertThat(Files.exists(model)).isTrue();
    }
}
