package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

class ConvertTest {
    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("converted.safetensors");
    }

    /// A conversion to 4 steps, with more arguments.
    static Object[] command(Path model, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "convert",
                model,
                "--data",
                Models.DATA,
                "--method",
                "threshold-balancing",
                "--ticks",
                4,
                "--out",
                out));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray();
    }

    @Test
    void theTextSaysWhatEachPassDidAndWhatItCosts() {
        Path model = Models.write(Models.artificial(), folder);

        assertThat(Outcome.of(command(model, out())).done()).matches("""
                        fold-batch-norm: nothing to do
                        relu-to-spike
                          'relu1' became 'spike1', lif:reset.target=zero
                          'readout' integrates the last layer
                        balance-thresholds
                          'spike1' fires above [0-9.]+ \\(0.7 of [0-9.]+\\)
                          the bias of 'fc2' is multiplied by [0-9.]+, to the scale of the spikes it is added to

                        accuracy [0-9.]+ %% before, [0-9.]+ %% after 4 steps, of 1 validation samples of \\Q%s\\E,
                        from which the artificial network may have learnt: no recipe trained it on these data
                        [0-9,]+ spikes per sample

                        model: \\Q%s\\E
                        """.formatted(Models.DATA, out()));
    }

    /// The model says how it came to be, runs on the engine, and is judged by what its ANN's training held out.
    @Test
    void theModelIsWrittenWithItsProvenance() {
        Provenance trained = Provenance.of(
                        "ann",
                        Settings.write(Settings.with(
                                new DistillSettings(), java.util.Map.of("validation-share", "0.3", "seed", "11"))),
                        Seed.of(11))
                .withDataset(Models.DATA, "abc");
        ModelFile bare = Models.artificial();
        Path model = Models.write(new ModelFile(bare.network(), bare.weights(), trained), folder);

        JsonNode json = Outcome.of(command(model, out(), "--json")).json();

        ModelFile made = ModelFile.read(out());
        assertThat(json.get("samples").intValue()).isEqualTo(3);
        assertThat(json.get("outDigest").stringValue()).isEqualTo(ModelFile.digest(out()));
        assertThat(json.at("/passes/2/pass").stringValue()).isEqualTo("balance-thresholds");
        assertThat(made.provenance().stage()).isEqualTo("convert");
        assertThat(made.provenance().parents()).containsExactly(ModelFile.digest(model));
        assertThat(made.provenance().dataset()).isEqualTo(Models.DATA);
        assertThat(made.provenance().settings().at("/method/type").stringValue())
                .isEqualTo("threshold-balancing");
        assertThat(made.provenance().settings().get("validationShare").floatValue())
                .isEqualTo(0.3f);
        assertThat(made.provenance().settings().get("seed").intValue()).isEqualTo(11);
        assertThat(made.provenance().figures().get("validation accuracy"))
                .isEqualTo(json.get("accuracyAfter").doubleValue());
        assertThat(Outcome.of("evaluate", out(), "--data", Models.DATA, "--json")
                        .json()
                        .get("ticks")
                        .intValue())
                .isEqualTo(4);
    }

    @Test
    void settingsOfTheMethodAndTheEncoderCount() {
        Path model = Models.write(Models.artificial(), folder);

        Outcome.of(
                        "convert",
                        model,
                        "--data",
                        Models.DATA,
                        "--method",
                        "rmp:scale=0.25",
                        "--ticks",
                        5,
                        "--encoder",
                        "poisson:signed=false",
                        "--out",
                        out())
                .done();

        Network network = ModelFile.read(out()).network();
        assertThat(Settings.write(network).get("encoder").toString())
                .isEqualTo("{\"type\":\"poisson\",\"signed\":false}");
        assertThat(network.ticks()).isEqualTo(5);
        assertThat(network.node("spike1").layer() instanceof Layer.Spike(Neuron.Firing neuron)
                        && neuron.threshold() > 0)
                .isTrue();
    }

    @Test
    void whatCannotBeConvertedIsNamedWithTheWayOut() {
        Path spiking = Models.write(Models.spiking(), folder);
        Outcome.of(command(spiking, out()))
                .refused(spiking, "holds a spiking network: name the artificial network it was made from");
        Path model = Models.write(Models.artificial(), folder);
        Outcome.of("convert", model, "--data", Models.DATA, "--method", "qcfs", "--ticks", 4, "--out", out())
                .refused(
                        model,
                        "'relu1' is no quantised clip, so it has no trained threshold: train with the activation qcfs,"
                                + " or convert with relu-to-spike or calibrate");
        assertThat(out()).doesNotExist();
    }

    @Test
    void misuseIsToldBeforeAnythingIsRead() {
        Path missing = folder.resolve("missing.safetensors");
        Outcome.of("convert", missing, "--data", Models.DATA, "--method", "magic", "--ticks", 4, "--out", out())
                .refused(
                        ExitCode.MISUSE,
                        "conversion method is 'magic': it must be one of [threshold-balancing, data-based, model-based, rmp,"
                                + " calibration, light-calibration, advanced-calibration, qcfs]");
        Outcome.of(
                        "convert",
                        missing,
                        "--data",
                        Models.DATA,
                        "--method",
                        "light-calibration",
                        "--ticks",
                        4,
                        "--encoder",
                        "poisson",
                        "--out",
                        out())
                .refused(ExitCode.MISUSE, "encoder is 'poisson': calibration is made for direct encoding");
        Outcome.of("convert", missing, "--data", Models.DATA, "--method", "rmp", "--ticks", 0, "--out", out())
                .refused(ExitCode.MISUSE, "--ticks is 0: it must be a whole number from 1 to 100000");
        Path nowhere = folder.resolve("nowhere").resolve("converted.safetensors");
        Outcome.of(command(missing, nowhere))
                .refused(
                        nowhere,
                        "cannot be written: there is no folder " + folder.resolve("nowhere") + ", create it first");
        Path model = Models.write(Models.artificial(), folder);
        Outcome.of("convert", model, "--data", "strokes", "--method", "rmp", "--ticks", 4, "--out", out())
                .refused(
                        ExitCode.MISUSE,
                        model
                                + " takes [1, 12, 12] and has 10 outputs, strokes has [1, 28, 28] and 10 classes: name"
                                + " data of that shape");
    }
}
