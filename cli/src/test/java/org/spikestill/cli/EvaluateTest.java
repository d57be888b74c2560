package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Dataset;
import org.spikestill.data.Strokes;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Exit;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;
import tools.jackson.databind.JsonNode;

class EvaluateTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = Models.write(Models.spiking(), folder);
    }

    /// Every figure of the object, once more by hand from single runs of the engine.
    @Test
    void theObjectHoldsWhatSingleRunsGive() throws IOException {
        Path predictions = folder.resolve("predictions.csv");
        JsonNode json = Outcome.of("evaluate", model, "--data", Models.DATA, "--predictions", predictions, "--json")
                .json();

        List<String> classes = new ArrayList<>(List.of("sample,index,label,probability"));
        int[] samples = new int[10];
        int[] right = new int[10];
        int[] correct = new int[Models.TICKS];
        long spikes = 0;
        long adds = 0;
        long multiplyAdds = 0;
        Dataset test = new Strokes(10, 30, 12, 1).open(Optional.empty()).test();
        try (Engine engine = Engine.load(model)) {
            Session session = engine.open();
            float[] sample = new float[test.sample().elements()];
            for (int i = 0; i < test.size(); i++) {
                int label = test.read(i, sample);
                Prediction prediction = session.run(sample, Evaluator.ENCODER.at(i));
                for (int tick = 0; tick < Models.TICKS; tick++) {
                    correct[tick] += prediction.predictedAfter(tick) == label ? 1 : 0;
                }
                int best = prediction.predicted();
                double sum = 0;
                for (float logit : prediction.logits()) {
                    sum += Math.exp(logit - prediction.logit(best));
                }
                classes.add("%d,%d,%d,%.6f".formatted(i, best, best, 1 / sum));
                samples[label]++;
                right[label] += best == label ? 1 : 0;
                spikes += prediction.spikes("spike1");
                adds += prediction.adds("conv1") + prediction.adds("fc1");
                multiplyAdds += prediction.multiplyAdds("conv1") + prediction.multiplyAdds("fc1");
            }
        }
        assertThat(Files.readAllLines(predictions)).isEqualTo(classes);
        for (int k = 0; k < 10; k++) {
            assertThat(json.at("/classes/" + k + "/name").stringValue()).isEqualTo(String.valueOf(k));
            assertThat(json.at("/classes/" + k + "/accuracy").doubleValue()).isEqualTo((double) right[k] / samples[k]);
        }
        assertThat(json.propertyNames())
                .containsExactly(
                        "model",
                        "modelDigest",
                        "data",
                        "engine",
                        "weights",
                        "samples",
                        "ticks",
                        "accuracy",
                        "accuracyInterval",
                        "accuracyByTick",
                        "classes",
                        "loss",
                        "spikesPerSample",
                        "addsPerSample",
                        "multiplyAddsPerSample",
                        "layers",
                        "work",
                        "exit",
                        "seconds");
        assertThat(json.get("model").stringValue()).isEqualTo(model.toString());
        assertThat(json.get("modelDigest").stringValue()).isEqualTo(ModelFile.digest(model));
        assertThat(json.get("data").stringValue()).isEqualTo(Models.DATA);
        assertThat(json.get("engine").stringValue()).isEqualTo("event");
        assertThat(json.get("weights").stringValue()).isEqualTo("fp32");
        assertThat(json.get("samples").intValue()).isEqualTo(30);
        assertThat(json.get("accuracy").doubleValue()).isEqualTo(correct[Models.TICKS - 1] / 30.0);
        for (int tick = 0; tick < Models.TICKS; tick++) {
            assertThat(json.at("/accuracyByTick/" + tick).doubleValue()).isEqualTo(correct[tick] / 30.0);
        }
        assertThat(spikes).as("spikes, or this test shows nothing").isPositive();
        assertThat(json.get("spikesPerSample").doubleValue()).isCloseTo(spikes / 30.0, within(1e-9));
        assertThat(json.at("/layers/0/name").stringValue()).isEqualTo("spike1");
        assertThat(json.at("/layers/0/neurons").intValue()).isEqualTo(3 * 12 * 12);
        assertThat(json.at("/layers/0/spikes").longValue()).isEqualTo(spikes);
        assertThat(json.at("/layers/0/firingRate").doubleValue())
                .isCloseTo(spikes / 30.0 / (3 * 12 * 12) / Models.TICKS, within(1e-12));
        assertThat(json.get("addsPerSample").doubleValue()).isCloseTo(adds / 30.0, within(1e-9));
        assertThat(json.get("multiplyAddsPerSample").doubleValue()).isCloseTo(multiplyAdds / 30.0, within(1e-9));
    }

    @Test
    void bothEnginesAgreeWhereSumsAreExact() throws IOException {
        Path byEvents = folder.resolve("event.txt");
        Path byTensors = folder.resolve("torch.txt");
        JsonNode event = Outcome.of("evaluate", model, "--data", Models.DATA, "--json", "--predictions", byEvents)
                .json();
        JsonNode torch = Outcome.of(
                        "evaluate",
                        model,
                        "--data",
                        Models.DATA,
                        "--json",
                        "--predictions",
                        byTensors,
                        "--engine=torch")
                .json();

        assertThat(torch.get("engine").stringValue()).isEqualTo("torch");
        assertThat(torch.get("accuracyByTick")).isEqualTo(event.get("accuracyByTick"));
        assertThat(torch.get("layers")).isEqualTo(event.get("layers"));
        assertThat(torch.get("addsPerSample").isNumber())
                .as("the trainer does not count additions")
                .isFalse();
        assertThat(byTensors).hasSameTextualContentAs(byEvents);
    }

    @Test
    void weightsOfEightBitsAreTheEnginesOnly() {
        JsonNode json = Outcome.of("evaluate", model, "--data", Models.DATA, "--json", "--weights", "int8")
                .json();
        assertThat(json.get("weights").stringValue()).isEqualTo("int8");
        Outcome torch = Outcome.of("evaluate", model, "--data", Models.DATA, "--weights=int8", "--engine=torch");
        assertThat(torch.exit()).isEqualTo(ExitCode.MISUSE.code());
        assertThat(torch.err())
                .contains("spikestill: --weights int8 is for the event-driven engine: leave out --engine torch,"
                        + " or --weights");
        assertThat(Outcome.of("evaluate", model, "--data", Models.DATA, "--weights=int4")
                        .err())
                .contains("weights is 'int4': it must be one of [fp32, int8]");
    }

    @Test
    void theTextGivesAccuracyStepsSpikesAndWork() {
        String text = Outcome.of("evaluate", model, "--data", Models.DATA, "--limit", 20)
                .done();

        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("accuracy \\d+\\.\\d\\d % of 20 test samples of \\Q" + Models.DATA
                                + "\\E, 95 % interval \\d+\\.\\d\\d to \\d+\\.\\d\\d %"))
                .anySatisfy(line -> assertThat(line).matches(" +4 +\\d+\\.\\d\\d %"))
                .anySatisfy(line -> assertThat(line).matches("spike1 +432 +[\\d,]+\\.\\d +0\\.\\d{4}"))
                .anySatisfy(line -> assertThat(line)
                        .matches("[\\d,]+ spikes, [\\d,]+ additions and [\\d,]+ multiplications per sample"));
    }

    /// Every sample once more, by an engine that really stops.
    @Test
    void stoppingEarlyIsWorthWhatStoppingEarlyGives() throws IOException {
        JsonNode all =
                Outcome.of("evaluate", model, "--data", Models.DATA, "--json").json();
        JsonNode json = Outcome.of("evaluate", model, "--data", Models.DATA, "--exit", "confidence=0.4", "--json")
                .json();

        int correct = 0;
        long ticks = 0;
        long spikes = 0;
        Dataset test = new Strokes(10, 30, 12, 1).open(Optional.empty()).test();
        try (Engine engine = Engine.load(model)) {
            Session session = engine.open();
            float[] sample = new float[test.sample().elements()];
            for (int i = 0; i < test.size(); i++) {
                int label = test.read(i, sample);
                Prediction prediction = session.run(sample, Evaluator.ENCODER.at(i), Exit.confidence(0.4f));
                correct += prediction.predicted() == label ? 1 : 0;
                ticks += prediction.ticks();
                spikes += prediction.spikes("spike1");
            }
        }
        assertThat(ticks).as("some stop early and some do not").isStrictlyBetween(30L, 30L * Models.TICKS);
        assertThat(json.at("/exit/rule").stringValue()).isEqualTo("confidence=0.4");
        assertThat(json.at("/exit/accuracy").doubleValue()).isEqualTo(correct / 30.0);
        assertThat(json.at("/exit/averageTicks").doubleValue()).isEqualTo(ticks / 30.0);
        assertThat(json.at("/exit/spikesPerSample").doubleValue()).isEqualTo(spikes / 30.0);
        for (String key : all.propertyNames()) {
            if (!key.equals("seconds") && !key.equals("exit")) {
                assertThat(json.get(key)).as(key).isEqualTo(all.get(key));
            }
        }
        assertThat(all.get("exit").isNull()).isTrue();
    }

    @Test
    void bothEnginesStopAtTheSameSteps() {
        JsonNode event = Outcome.of("evaluate", model, "--data", Models.DATA, "--exit=margin=0.1", "--json")
                .json()
                .get("exit");
        JsonNode torch = Outcome.of(
                        "evaluate", model, "--data", Models.DATA, "--exit=margin=0.1", "--engine=torch", "--json")
                .json()
                .get("exit");
        assertThat(torch.get("share")).isEqualTo(event.get("share"));
        assertThat(torch.get("accuracy")).isEqualTo(event.get("accuracy"));
        assertThat(torch.get("spikesPerSample").isNumber()).isFalse();
    }

    @Test
    void aThresholdIsOnlyChosenOnASplitThatTheTrainingHeldOut() {
        Outcome.of("evaluate", model, "--data", Models.DATA, "--exit-within", "0.2")
                .refused(
                        ExitCode.MISUSE,
                        model + " was not trained by a recipe: there is no validation split to choose a threshold on,"
                                + " name one as in --exit confidence=0.9");
        Outcome.of("evaluate", model, "--data", Models.DATA, "--exit", "certainty=0.9")
                .refused(ExitCode.MISUSE, "exit rule is 'certainty': it must be one of [confidence, margin, entropy]");
    }

    @Test
    void anArtificialNetworkIsJudgedByTheTrainer() {
        Models.write(Models.artificial(), folder);
        JsonNode json = Outcome.of("evaluate", model, "--data", Models.DATA, "--engine", "torch", "--json")
                .json();

        assertThat(json.get("ticks").intValue()).isEqualTo(1);
        assertThat(json.get("layers")).isEmpty();
        assertThat(Outcome.of("evaluate", model, "--data", Models.DATA, "--engine", "torch")
                        .done())
                .as("no steps and no spikes to tell of, but ten classes")
                .hasLineCount(14);
    }

    @Test
    void anArtificialNetworkIsRefusedByTheEventDrivenEngine() {
        Models.write(Models.artificial(), folder);

        Outcome.of("evaluate", model, "--data", Models.DATA)
                .refused(
                        model,
                        "holds an artificial network, which no event drives: judge it with 'evaluate --engine torch', or"
                                + " name the student it was made for");
    }

    @Test
    void dataOfAnotherShapeAreRefused() {
        Outcome.of("evaluate", model, "--data", "strokes:train=10,test=10,size=16")
                .refused(
                        ExitCode.MISUSE,
                        model + " takes [1, 12, 12] and has 10 outputs, strokes:train=10,test=10,size=16 has"
                                + " [1, 16, 16] and 10 classes: name data of that shape");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Outcome.of("evaluate", model, "--data", Models.DATA, "--limit", 0)
                .refused(ExitCode.MISUSE, "--limit is 0: it must be a whole number from 1 to 1048576");
        Outcome.of("evaluate", model, "--data", Models.DATA, "--engine", "gpu")
                .refused(ExitCode.MISUSE, "engine is 'gpu': it must be one of [event, torch]");
        Outcome.of("evaluate", model, "--data", "strooks")
                .refused(
                        ExitCode.MISUSE,
                        "data is 'strooks': it must be one of [mnist, fashion-mnist, cifar10, cifar100, tiny-imagenet,"
                                + " image-folder, csv, npz, n-mnist, dvs-gesture, digits, strokes, waves, unlabelled, partly-labelled, fraction, braille, no-data]; did you"
                                + " mean 'strokes'?");
    }

    @Test
    void predictionsThatCannotBeWrittenAreRefused() {
        Path nowhere = folder.resolve("missing").resolve("predictions.txt");

        Outcome.of("evaluate", model, "--data", Models.DATA, "--predictions", nowhere)
                .refused(nowhere, "cannot be written: there is no folder " + nowhere.getParent() + ", create it first");
    }
}
