package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Layer;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Lif;

/// The way from the ANN to the spiking network, and settings that contradict each other.
class DistillConversionsTest extends TinyRuns {
    @Test
    void aNamedConversionIsUsed() throws IOException {
        Outcome outcome = untaught("--method=hybrid", "--conversion-method=light-calibration:batches=1,batch=32");
        outcome.done();

        assertThat(outcome.err())
                .contains("  the bias of 'conv1' makes up for what 'spike1' loses")
                .doesNotContain("thresholds scaled by");
        ModelFile converted = ModelFile.read(out().resolve("converted.safetensors"));
        Lif first = (Lif) ((Layer.Spike) converted.network().node("spike1").layer()).neuron();
        assertThat(converted.weights().get("spike1.v").toFloats())
                .as("calibrated neurons start at half their threshold")
                .containsOnly(first.threshold() / 2);
        assertThat(ModelFile.read(out().resolve("student.safetensors"))
                        .network()
                        .firing())
                .isEqualTo(converted.network().firing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--conversion-method=rmp, --student-neuron=lif:leak=0.9"
                        + " | student.neuron is set, but the conversion rmp brings its own: leave one of them out",
                "--conversion-method=light-calibration, --student-encoder=poisson"
                        + " | encoder is 'poisson': calibration is made for direct encoding",
                "--conversion-method=rmp, --conversion-balance-samples=9"
                        + " | conversion.balance measures thresholds behind ReLUs, but conversion.method sets its own: leave"
                        + " one of them out",
                "--ann-activation=qcfs, --conversion-threshold-scales=0.5"
                        + " | conversion.thresholdScales scales thresholds behind ReLUs, but those of quantised clips are"
                        + " trained: leave one of them out",
                "--method=hybrid, --teacher-architecture=vgg9"
                        + " | teacher is set, but the method hybrid has no teacher: leave it out, or name a method that has"
                        + " one",
                "--method=conversion, --teacher-file=nope.safetensors"
                        + " | teacher is set, but the method conversion has no teacher: leave it out, or name a method that"
                        + " has one",
            })
    void settingsThatContradictEachOtherAreRefused(String options, String line) throws IOException {
        untaught((Object[]) options.split(", ")).refused(ExitCode.MISUSE, line);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aConversionThatDoesNotFitTheActivationIsRefused() throws IOException {
        untaught("--method=hybrid", "--conversion-method=qcfs")
                .refused(
                        ExitCode.MISUSE,
                        "'relu1' is no quantised clip, so it has no trained threshold: train with the activation qcfs, or"
                                + " convert with rmp or light-calibration");
        assertThat(out()).doesNotExist();
    }

    @Test
    void pairsWithoutAMethodThatComparesLayersAreRefused() throws IOException {
        untaught("--method=hybrid", "--pairs", "{teacher=relu1,student=spike1}")
                .refused(
                        ExitCode.MISUSE,
                        "pairs is set, but the method hybrid compares no layers: leave it out, or name lasnn");
    }
}
