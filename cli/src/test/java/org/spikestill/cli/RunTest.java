package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Dataset;
import org.spikestill.data.Strokes;
import org.spikestill.export.nir.NirData;
import org.spikestill.export.nir.NirDataFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

class RunTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = Models.write(Models.spiking(), folder);
    }

    @Test
    void aRecordingHoldsTheSpikesOfTheRun() {
        Path record = folder.resolve("run.h5");
        JsonNode json = Settings.fromJson(
                Outcome.of(
                                "run",
                                model.toString(),
                                "--data",
                                Models.DATA,
                                "--index",
                                "3",
                                "--json",
                                "--record",
                                record.toString())
                        .done(),
                "run");
        NirData.Events events =
                (NirData.Events) NirDataFile.read(record).nodes().get("spike1").get("spikes");

        assertThat(events.index().elements())
                .isEqualTo(json.get("spikes").asInt())
                .isPositive();
    }

    @Test
    void aSampleIsToldStepByStepAsTheEvaluationSeesIt() throws IOException {
        Path predictions = folder.resolve("predictions.txt");
        Outcome.of("evaluate", model, "--data", Models.DATA, "--predictions", predictions)
                .done();
        List<String> evaluated = Files.readAllLines(predictions);

        for (int index : new int[] {0, 7, 29}) {
            JsonNode json = Outcome.of("run", model, "--data", Models.DATA, "--index", index, "--json")
                    .json();

            assertThat(json.get("predicted").intValue())
                    .isEqualTo(Integer.parseInt(evaluated.get(index + 1).split(",")[1]));
            assertThat(json.get("label").intValue()).isEqualTo(index % 10);
            assertThat(json.get("steps")).hasSize(Models.TICKS);
            long spikes = 0;
            for (JsonNode step : json.get("steps")) {
                spikes += step.get("spikes").longValue();
                assertThat(step.get("guesses")).hasSize(3);
                softmaxFollowsTheLogits(step.get("guesses"));
            }
            assertThat(json.get("spikes").longValue()).isEqualTo(spikes).isPositive();
            assertThat(json.at("/steps/3/guesses/0/classIndex")).isEqualTo(json.get("predicted"));
        }
    }

    private static void softmaxFollowsTheLogits(JsonNode guesses) {
        for (int i = 1; i < guesses.size(); i++) {
            double ratio = guesses.at("/0/probability").doubleValue()
                    / guesses.at("/" + i + "/probability").doubleValue();
            double logits = guesses.at("/0/logit").doubleValue()
                    - guesses.at("/" + i + "/logit").doubleValue();
            assertThat(Math.log(ratio)).isCloseTo(logits, within(1e-9)).isNotNegative();
        }
    }

    @Test
    void aPictureIsReadAsTheDataSetsSampleIs() throws IOException {
        Path picture = folder.resolve("digit.png");
        Dataset test = new Strokes(10, 30, 12, 1).open(Optional.empty()).test();
        float[] sample = new float[test.sample().elements()];
        test.read(0, sample);
        BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < sample.length; i++) {
            image.getRaster().setSample(i % 12, i / 12, 0, Math.round(255 * sample[i]));
        }
        ImageIO.write(image, "png", picture.toFile());

        JsonNode fromFile = Outcome.of("run", model, picture, "--json").json();
        JsonNode fromData = Outcome.of("run", model, "--data", Models.DATA, "--index", 0, "--json")
                .json();

        assertThat(fromFile.get("steps")).isEqualTo(fromData.get("steps"));
        assertThat(fromFile.get("label").isNull()).isTrue();
        assertThat(Outcome.of("run", model, picture).done())
                .startsWith(picture.toString())
                .contains("after step  class  probability")
                .contains("class " + fromFile.get("predicted") + " after 4 steps"
                        + System.lineSeparator().charAt(0));
    }

    /// A photo is cropped to the model's size, and the answer is the name that the class had in training.
    @Test
    void aPictureOfAnotherSizeIsAnsweredWithTheNameOfItsClass() throws IOException {
        Path picture = folder.resolve("wide.png");
        ImageIO.write(new BufferedImage(200, 120, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        ModelFile plain = ModelFile.read(model);
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "kind " + i).toList();
        Path named = folder.resolve("named.safetensors");
        new ModelFile(plain.network(), plain.weights(), plain.provenance().withDataset("photos", "abc", names))
                .write(named);

        JsonNode result =
                Outcome.of("run", named, picture, "--fit", "pad", "--json").json();
        assertThat(result.get("predictedName").stringValue())
                .isEqualTo("kind " + result.get("predicted").intValue());
        assertThat(Outcome.of("run", named, picture).done()).contains("class kind ");
        Outcome.of("run", named, picture, "--fit", "squeeze")
                .refused(ExitCode.MISUSE, "fit is 'squeeze': it must be one of [crop, pad, stretch]");
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.png"), "not a picture");

        Outcome.of("run", model, text).refused(text, "byte 0: no PNG, JPEG, WebP, BMP or GIF picture");
        Outcome.of("run", model, folder.resolve("none.png"))
                .refused(folder.resolve("none.png"), "there is no such file");
        Outcome.of("run", model, folder).refused(folder, "is a folder, wanted a file");
    }

    @Test
    void aSampleBeyondTheLastIsRefused() {
        Outcome.of("run", model, "--data", Models.DATA, "--index", 30)
                .refused(ExitCode.MISUSE, "--index is 30: there are 30 test samples, from 0");
        Outcome.of("run", model, "--data", Models.DATA, "--index", -1)
                .refused(ExitCode.MISUSE, "--index is -1: there are 30 test samples, from 0");
    }

    @Test
    void oneSampleHasToBeNamedAndNotTwo() {
        String line = "run takes either the file of an IMAGE, or --data and --index of a test sample";

        Outcome.of("run", model).refused(ExitCode.MISUSE, line);
        Outcome.of("run", model, "--data", Models.DATA).refused(ExitCode.MISUSE, line);
        Outcome.of("run", model, "x.png", "--index", 1).refused(ExitCode.MISUSE, line);
        Outcome.of("run", model, "x.png", "--data", Models.DATA, "--index", 1).refused(ExitCode.MISUSE, line);
    }

    @Test
    void anArtificialNetworkIsRefused() {
        Models.write(Models.artificial(), folder);

        assertThat(Outcome.of("run", model, "--data", Models.DATA, "--index", 1).err())
                .startsWith("spikestill: " + model + ": holds an artificial network, which no event drives");
    }
}
