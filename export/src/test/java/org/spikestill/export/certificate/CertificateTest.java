package org.spikestill.export.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Samples;
import org.spikestill.export.c.CompiledC;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Reset;

class CertificateTest {
    private static final int SAMPLES = 10;

    @TempDir
    private Path folder;

    private final ModelFile model = Samples.convolutional(1, Reset.Target.SUBTRACT, 61);
    private final List<float[]> samples = Samples.inputs(model.network().input(), SAMPLES, 62);
    private final Comparison comparison = new Comparison(
            List.of("spike1", "spike2", "spike3"),
            Collections.nCopies(SAMPLES, 0),
            new EngineRun(model.network(), model.weights()).run(samples));

    @Test
    void fileAndProgramAreTheEngineSpikeForSpike() throws Exception {
        assumeTrue(CompiledC.isThere("gcc"), "there is no gcc");
        for (Implementation.Maker maker : List.of(new NirRun(), new CRun("gcc"))) {
            Implementation other = maker.of(model.network(), model.weights());
            Certificate.Result result = comparison.result(other.name(), other.artefact(), other.run(samples));

            assertThat(result.isEqual()).as(other.name()).isTrue();
            assertThat(result.artefact()).hasSize(64);
            assertThat(result.spikes()).isEqualTo(comparison.reference().spikes());
        }
    }

    @Test
    void theFirstDivergenceIsLocated() {
        ModelFile other = new ModelFile(
                model.network(), model.weights().with("spike2.v", Block.filled(Shape.of(1), 0.7f)), model.provenance());
        Certificate.Result result =
                comparison.result("other", "", new EngineRun(other.network(), other.weights()).run(samples));

        assertThat(result.isEqual()).isFalse();
        Certificate.Divergence first = result.first().orElseThrow();
        assertThat(first.sample()).isZero();
        assertThat(first.layer()).isEqualTo("spike2");
        SampleTrace ours = comparison.engine().getFirst();
        assertThat(first.engine()).isEqualTo(ours.spikes().get(first.tick() - 1).get(1));
        assertThat(first.other()).isGreaterThan(first.engine());
    }

    @Test
    void anAlteredCertificateIsRefused() throws Exception {
        Certificate made = new Certificate(
                        "t", "m", "d", "data", "e", SAMPLES, comparison.layers(), List.of(comparison.reference()), "")
                .sealed();
        Path file = folder.resolve("certificate.json");
        made.write(file);
        assertThat(Certificate.read(file)).isEqualTo(made);

        String text = Files.readString(file);
        Files.writeString(
                file, text.replace("\"samples\":10", "\"samples\":11").replace("\"samples\": 10", "\"samples\": 11"));
        assertThat(Files.readString(file)).isNotEqualTo(text);
        assertThatThrownBy(() -> Certificate.read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("it was altered");
    }
}
