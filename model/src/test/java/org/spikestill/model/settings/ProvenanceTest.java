package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ProvenanceTest {
    private static Provenance sample() {
        return Provenance.of("train", Settings.write(new Samples.Training()), Seed.of(7))
                .withDataset("mnist", "abc")
                .withParent("def")
                .withNativeLibrary("libtorch 2.10.0")
                .withFigure("loss", 0.5)
                .withFigure("accuracy", 0.25);
    }

    @Test
    void theSameRunHasTheSameProvenance() {
        assertThat(sample()).isEqualTo(sample());
        assertThat(Settings.write(sample()))
                .hasToString(Settings.write(sample()).toString());
    }

    @Test
    void itSaysWhatWasDoneWhereAndFromWhat() {
        Provenance provenance = sample();
        assertThat(provenance.tool()).startsWith("spikestill ");
        assertThat(provenance.jvm()).contains(Runtime.version().toString());
        assertThat(provenance.hardware().cpu()).isNotBlank();
        assertThat(provenance.hardware().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(provenance.settings()).hasToString("{\"epochs\":10,\"rate\":0.1,\"log\":null}");
        assertThat(provenance.parents()).isEqualTo(List.of("def"));
        assertThat(provenance.figures()).containsExactly(Map.entry("accuracy", 0.25), Map.entry("loss", 0.5));
        assertThat(List.of(provenance.dataset(), provenance.datasetDigest(), provenance.nativeLibrary()))
                .containsExactly("mnist", "abc", "libtorch 2.10.0");
    }

    @Test
    void itComesBackFromFiles() {
        assertThat(Settings.read(Provenance.class, Settings.write(sample()), ""))
                .isEqualTo(sample());
        assertThat(Settings.read(Provenance.class, Settings.fromJson("{}", ""), ""))
                .isEqualTo(new Provenance());
    }

    @Test
    void laterChangesToTheSettingsDoNotReachIt() {
        ObjectNode settings = (ObjectNode) Settings.write(new Samples.Training());
        Provenance provenance = Provenance.of("train", settings, Seed.of(7));
        settings.put("epochs", 99);
        assertThat(provenance.settings().get("epochs").intValue()).isEqualTo(10);
    }

    @Test
    void figuresAreNumbers() {
        assertThatThrownBy(() -> Settings.write(sample().withFigure("loss", Double.NaN)))
                .hasMessage("a setting is NaN: only finite numbers can be written");
    }
}
