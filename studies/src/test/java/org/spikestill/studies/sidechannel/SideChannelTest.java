package org.spikestill.studies.sidechannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.Studies;
import org.spikestill.studies.sidechannel.Scenario.CounterMeasure;
import org.spikestill.studies.sidechannel.Scenario.Window;

class SideChannelTest {
    @TempDir
    private Path folder;

    private static SideChannel small() {
        return Studies.with(new SideChannel(), "profiles=30", "attacks=30", "noises=[0.003,30]", "traces=[1]");
    }

    /// Of 150 attacks guessing hits 30, with a deviation of 4.9: five deviations are 0.2 ± 0.163. Noise thirty times the signal
    /// leaves guessing.
    @Test
    void attacksSucceedWhereSomethingLeaksAndGuessElsewhere() throws IOException {
        Path place = folder.resolve("run");
        Studies.run(small(), place);
        int attacks = 0;
        for (var rate : Studies.summary(place).get("rates")) {
            boolean unprotected = rate.get("counterMeasure").asString().equals("none");
            boolean leaks = rate.get("leaks").asBoolean();
            double success = rate.get("success").asDouble();
            if (unprotected && leaks && rate.get("noise").asDouble() < 1) {
                assertThat(success).as(rate.toString()).isGreaterThan(0.5);
                attacks++;
            } else if (unprotected && !leaks) {
                assertThat(success).as(rate.toString()).isEqualTo(0.2, within(0.163));
            }
        }
        assertThat(attacks).isEqualTo(11);
        assertThat(Files.readString(place.resolve(ExperimentRun.REPORT))).contains("Eight attacks", "Counter-measures");
    }

    @Test
    void aRunThatGoesOnEndsInTheSameBytes() throws IOException {
        Path place = folder.resolve("run");
        Studies.run(Studies.with(small(), "profiles=8", "attacks=8"), place);
        Path step = place.resolve("steps/capacitor-by-power.json");
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

    /// Two classes apart along a direction in which each varies little: 2 deviations along it, many across it.
    @Test
    void templatesWeighDirectionsByTheirVariance() {
        List<List<double[]>> profiles = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            List<double[]> traces = new ArrayList<>();
            float[] noise = Seed.of(c + 1).normals(400);
            for (int i = 0; i < 200; i++) {
                double shared = 10 * noise[2 * i];
                traces.add(new double[] {shared + c, shared - c + 0.1 * noise[2 * i + 1]});
            }
            profiles.add(traces);
        }
        Templates templates = Templates.fit(profiles, 2);
        assertThat(templates.guess(new double[] {20, 20})).isZero();
        assertThat(templates.guess(new double[] {21, 19})).isEqualTo(1);
        assertThat(templates.guess(new double[] {-31, -33})).isEqualTo(1);
    }

    /// The membrane's course around its threshold is the same for every threshold once the first spike is over.
    @Test
    void steadyPowerIsBlindToTheThreshold() {
        Measurement measurement = Studies.with(new Measurement(), "mismatch=0");
        Scenario scenario = new Scenario(Secret.THRESHOLD, Scenario.Channel.POWER, Window.STEADY, CounterMeasure.NONE);
        double[] low = trace(measurement, scenario, 0.4f);
        double[] high = trace(measurement, scenario, 0.6f);
        int different = 0;
        for (int i = 0; i < low.length; i++) {
            different += Math.abs(low[i] - high[i]) > 1e-3 * low[i] ? 1 : 0;
        }
        assertThat(different)
                .as("samples beside an edge may fall on either side of it")
                .isLessThan(low.length / 20);
    }

    private static double[] trace(Measurement measurement, Scenario scenario, float threshold) {
        Device device = new Device(new AxonHillock().withThreshold(threshold), 1, 1);
        return measurement.observe(device, scenario, Seed.of(1), Seed.of(2));
    }

    @Test
    void settingsWithoutSenseAreRefused() {
        assertThatThrownBy(() -> Studies.with(new SideChannel(), "circuit-reset-nanoamperes=300"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("or the output stays high");
        assertThatThrownBy(() -> Studies.with(new SideChannel(), "noises=[]"))
                .hasMessageContaining("need a value each");
        assertThatThrownBy(() -> Studies.with(new SideChannel(), "traces=[0]")).hasMessageContaining("traces is 0");
    }
}
