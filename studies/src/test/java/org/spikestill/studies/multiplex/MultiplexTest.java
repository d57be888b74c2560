package org.spikestill.studies.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.studies.Studies;

@EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
class MultiplexTest {
    @TempDir
    private Path folder;

    private static Multiplex small() {
        return Studies.with(new Multiplex(), "values=2000", "neurons=60", "epochs=2");
    }

    @Test
    void aTrainOfSeveralCodesCarriesMoreAndALayerLearnsWithoutLabels() throws IOException {
        Path place = folder.resolve("run");
        Studies.run(small(), place);
        var summary = Studies.summary(place);
        double multiplexed = 0;
        double best = 0;
        for (var channel : summary.get("codes").get("channels")) {
            if (channel.get("jitterMillis").asDouble() < 0.02) {
                double bits = channel.get("bitsPerSpike").asDouble();
                if (channel.get("code").asString().equals("multiplexed")) {
                    multiplexed = bits;
                } else {
                    best = Math.max(best, bits);
                }
            }
        }
        assertThat(multiplexed).isGreaterThan(best);
        assertThat(summary.get("accuracy").asDouble())
                .isGreaterThan(0.7)
                .isGreaterThan(summary.get("untrained").get("test").asDouble() + 0.1)
                .isGreaterThan(summary.get("random").get("test").asDouble() + 0.1);
        assertThat(Files.readString(place.resolve(ExperimentRun.REPORT)))
                .contains("Learning without labels", "Round trips");
    }

    @Test
    void aRunThatGoesOnEndsInTheSameBytes() throws IOException {
        Path place = folder.resolve("run");
        Studies.run(Studies.with(small(), "values=200", "epochs=1", "neurons=20"), place);
        Path step = place.resolve("steps/layer.json");
        String before = result(step);
        Files.delete(step);
        Studies.resume(place);
        assertThat(result(step)).isEqualTo(before);
    }

    /// Without the seconds that the step took.
    private static String result(Path step) throws IOException {
        String text = Files.readString(step);
        return text.substring(text.indexOf("\"result\""));
    }
}
