package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.FolderLock;
import tools.jackson.databind.JsonNode;

class CompareTest {
    private static final String SETTINGS = """
            settings:
              data: strokes:train=60,test=20,size=16
              teacher: {architecture: "3conv2linear:width=0.05", training: {epochs: 1, batch: 16}}
              ann: {training: {epochs: 1, batch: 16}}
              conversion: {balance: {samples: 16, ticks: 2}, thresholdScales: [1, 0.5]}
              student: {architecture: "3conv2linear:width=0.05", ticks: 2, training: {epochs: 1, batch: 16}}
            """;

    @TempDir
    private Path folder;

    private Path table;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("out");
        table = Files.writeString(folder.resolve("tiny.yaml"), "title: Tiny\n" + SETTINGS + """
                vary:
                  method: [hybrid, lasnn]
                seeds: [1, 2]
                """);
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> runs = Files.list(out.resolve("runs"))) {
            return runs.sorted().toList();
        }
    }

    @Test
    void aTableIsMadeSharedComparedAndNotRepeated() throws IOException {
        Outcome outcome = Outcome.of("compare", table, "--out", out);

        assertThat(outcome.done())
                .contains(
                        "| method | seeds |",
                        "| lasnn | 2 |",
                        "| method | paired seeds | difference in student %, 95 % t interval |",
                        "results: " + out.resolve("compare.html"));
        assertThat(outcome.err())
                .containsSubsequence("to do: ", "expected to take ", "run 1 of 4, method hybrid, seed 1")
                .contains(
                        "Tiny: 4 runs, 0 of them done",
                        "40 steps, each carried out once; 8 more uses of them are shared")
                .contains("run 4 of 4, method lasnn, seed 2; all: ");
        assertThat(count(outcome.err(), "teacher, epoch 1 of 1: loss"))
                .as("one teacher per seed")
                .isEqualTo(2);
        assertThat(count(outcome.err(), "ann, epoch 1 of 1: loss"))
                .as("one ANN per seed")
                .isEqualTo(2);
        assertThat(count(outcome.err(), "student, epoch 1 of 1: loss")).isEqualTo(4);
        assertThat(runs()).hasSize(4);
        assertThat(Files.readAllLines(out.resolve("compare.csv")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("method,seeds,")
                .contains(
                        "student's seconds per epoch,student's seconds per epoch deviation,teacher's seconds per epoch,",
                        ",peak MB,");
        assertThat(column("teacher's seconds per epoch"))
                .as("of hybrid training, which has no teacher, and of LaSNN's")
                .satisfies(hybrid -> assertThat(hybrid).isZero(), atIndex(0))
                .satisfies(lasnn -> assertThat(lasnn).isPositive(), atIndex(1));
        assertThat(column("student's seconds per epoch")).allMatch(seconds -> seconds > 0);
        assertThat(column("peak MB")).as("a JVM with a network").allMatch(megabytes -> megabytes > 50);
        assertThat(column("student's nJ at 45nm-fp32 (with memory)"))
                .as("memory is never free")
                .allSatisfy(nanojoules -> assertThat(nanojoules).isPositive())
                .doesNotContainAnyElementsOf(column("student's nJ at 45nm-fp32 (computation)"));
        assertThat(column("nJ at 45nm-int8 of that ANN in 8 bits (with memory)"))
                .allMatch(nanojoules -> nanojoules > 0);
        assertThat(out.resolve("compare.md"))
                .content()
                .contains("Horowitz, ISSCC 2014", "In none of the figures: routing, static power, input and output.");
        assertThat(out.resolve("compare.md")).content().contains("# Tiny", "| hybrid | 2 |", " ± ", "spike1");
        assertThat(out.resolve("compare.html"))
                .content()
                .contains("<h1>Tiny</h1>")
                .doesNotContain("<script");

        figuresAreThoseOfTheTable(Outcome.of("compare", table, "--out", out, "--resume", "--json"));

        List<FileTime> before = times();
        Outcome again = Outcome.of("compare", table, "--out", out, "--resume");
        assertThat(again.done()).isEqualTo(outcome.out());
        assertThat(again.err()).contains("4 runs, 4 of them done").doesNotContain("epoch", "expected to take");
        assertThat(times()).isEqualTo(before);

        Path run = runs().getLast();
        byte[] student = Files.readAllBytes(run.resolve("student.safetensors"));
        for (String file : List.of("student.safetensors", "summary.json", "report.html")) {
            Files.delete(run.resolve(file));
        }
        Outcome rest = Outcome.of("compare", table, "--out", out, "--resume");
        rest.done();
        assertThat(rest.err())
                .as("a run under way goes on where it stood, to the same bytes")
                .contains("4 runs, 3 of them done", "converted: done before");
        assertThat(run.resolve("student.safetensors")).hasBinaryContent(student);

        Path targets = Files.createDirectories(out.resolve("cache"));
        Files.writeString(
                targets.resolve("0.answers"), "left by a kill between the figures of the last run and this table");
        Outcome.of("compare", table, "--out", out, "--resume").done();
        assertThat(targets).as("stored targets of a table that is done").doesNotExist();

        Outcome.of("compare", table, "--out", out)
                .refused(out, "holds runs already: go on with --resume, or name another folder with --out");
    }

    @Test
    void aTeachersShareHasAnIntervalOverSeeds() throws IOException {
        Files.writeString(table, SETTINGS + "vary: {method: [label-kd]}\nseeds: [1, 2, 3]\n");

        JsonNode json = Outcome.of("compare", table, "--out", out, "--json").json();

        List<Double> shares = new ArrayList<>();
        for (Path run : runs()) {
            shares.add(100
                    * TinyRuns.json(run.resolve("summary.json"))
                            .at("/teachersShare/student/difference")
                            .doubleValue());
        }
        double mean = shares.stream().mapToDouble(each -> each).average().orElseThrow();
        double squares = shares.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        double reach = 4.303 * Math.sqrt(squares / 2 / 3);
        JsonNode share = figure(json.at("/lines/0"), "teacher's share in points");
        assertThat(share.path("mean").doubleValue()).isCloseTo(mean, within(1e-9));
        assertThat(share.path("low").doubleValue()).isCloseTo(mean - reach, within(1e-9));
        assertThat(share.path("high").doubleValue()).isCloseTo(mean + reach, within(1e-9));
        assertThat(figure(json.at("/lines/0"), "student %").path("low").isNumber())
                .isFalse();
        assertThat(out.resolve("compare.md"))
                .content()
                .contains("| %+.2f (%+.2f to %+.2f) |".formatted(mean, mean - reach, mean + reach));
    }

    private void figuresAreThoseOfTheTable(Outcome outcome) throws IOException {
        JsonNode json = outcome.json();
        assertThat(json.path("title").asString()).isEqualTo("Tiny");
        assertThat(json.path("page").asString())
                .isEqualTo(out.resolve("compare.html").toString());
        assertThat(json.path("runs").valueStream().map(JsonNode::asString).map(Path::of))
                .containsExactlyInAnyOrderElementsOf(runs());
        assertThat(json.at("/lines/1/labels/method").asString()).isEqualTo("lasnn");
        for (String title : List.of("student %", "student's seconds per epoch", "peak MB")) {
            assertThat(json.path("lines").valueStream().map(line -> mean(line, title)))
                    .as(title)
                    .containsExactlyElementsOf(column(title));
        }
        assertThat(json.path("differences").size()).isOne();
        assertThat(json.at("/differences/0/pairedSeeds").asInt()).isEqualTo(2);
        assertThat(json.at("/differences/0/mean").doubleValue())
                .isCloseTo(column("student %").get(1) - column("student %").get(0), within(1e-9));
    }

    private static double mean(JsonNode line, String title) {
        return figure(line, title).path("mean").doubleValue();
    }

    private static JsonNode figure(JsonNode line, String title) {
        return line.path("figures")
                .valueStream()
                .filter(figure -> figure.path("title").asString().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableBelongsToOneProcess() throws IOException {
        try (FolderLock _ = FolderLock.of(out, "table")) {
            Outcome.of("compare", table, "--out", out)
                    .refused(out, "belongs to a table that is under way: wait for it, or stop it first");
        }
        Path draft = Files.writeString(out.resolve(".left-by-a-kill.draft"), "half a table");
        Files.writeString(table, SETTINGS + "vary: {method: [conversion]}\n");
        Outcome.of("compare", table, "--out", out).done();
        assertThat(draft).doesNotExist();
        assertThat(out.resolve(".lock")).doesNotExist();
    }

    /// Runs of two data sets would stand in one table.
    @Test
    void aTableIsNotContinuedOnOtherSamples() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        IdxFiles.write(data, 16, 90, 0);
        Files.writeString(table, """
                settings:
                  data: mnist
                  method: conversion
                  ann: {training: {epochs: 1, batch: 16}}
                  conversion: {balance: {samples: 16, ticks: 2}, thresholdScales: [1]}
                  student: {architecture: "3conv2linear:width=0.05"}
                vary: {student.ticks: [2, 3]}
                """);
        Outcome.of("compare", table, "--out", out, "--data-dir", data).done();
        for (Path run : runs()) {
            if (run.getFileName().toString().contains("3")) {
                Files.delete(run.resolve("summary.json"));
            }
        }
        IdxFiles.write(data, 16, 90, 1);

        Outcome other = Outcome.of("compare", table, "--out", out, "--data-dir", data, "--resume");

        assertThat(other.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(other.err())
                .hasLineCount(1)
                .startsWith("spikestill: " + runs().getFirst() + ": began with other samples of mnist: training split ")
                .contains("test set ");
    }

    private List<Double> column(String title) throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("compare.csv"));
        int at = List.of(lines.getFirst().split(",")).indexOf(title);
        return lines.stream()
                .skip(1)
                .map(line -> Double.valueOf(line.split(",")[at]))
                .toList();
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path run : runs()) {
            times.add(Files.getLastModifiedTime(run.resolve("student.safetensors")));
        }
        return times;
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    /// The last run of the table cannot be made: nothing is trained.
    @Test
    void theWholeTableIsCheckedBeforeAnythingIsTrained() throws IOException {
        Files.writeString(table, SETTINGS + """
                vary:
                  method: [hybrid, "spike-kd:window=2"]
                """);
        Outcome.of("compare", table, "--out", out)
                .refused(
                        ExitCode.MISUSE,
                        "the run 'method spike-kd:window=2, seed 1' cannot be made: objective holds window-match, which"
                                + " learns from every tick, but rate-based gradients only know the average over ticks: set"
                                + " student.training.gradient to bptt");
        assertThat(out).doesNotExist();

        Files.writeString(table, SETTINGS + "vary: {method: [hybrit]}\n");
        Outcome.of("compare", table, "--out", out)
                .refused(
                        ExitCode.MISUSE,
                        "vary.method is 'hybrit': it must be one of [lasnn, lasnn-gradient, label-kd, two-stage-kd, spike-kd, mutual, hybrid,"
                                + " conversion]; did you mean 'hybrid'?");
    }
}
