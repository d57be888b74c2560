package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Outputs that would replace an input, lie nowhere, or cannot be written in the end.
class OutputPathTest {
    /// No file system takes a name of 300 letters, which only writing it finds out.
    private static final String TOO_LONG = "x".repeat(300);

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = Models.write(Models.spiking(), folder);
    }

    private Outcome evaluate(Path predictions) {
        return Outcome.of("evaluate", model, "--data", Models.DATA, "--predictions", predictions);
    }

    @Test
    void predictionsDoNotReplaceTheModel() throws IOException {
        byte[] before = Files.readAllBytes(model);
        Path link = Files.createSymbolicLink(folder.resolve("link"), model);
        Path hard = Files.createLink(folder.resolve("hard"), model);
        for (Path output : new Path[] {model, link, hard}) {
            evaluate(output)
                    .refused(
                            output, "is the input " + model + ", which --predictions would replace: name another file");
        }
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void aConversionDoesNotReplaceItsNetwork() throws IOException {
        Models.write(Models.artificial(), folder);
        byte[] before = Files.readAllBytes(model);
        Path link = Files.createSymbolicLink(folder.resolve("link"), model);
        for (Path output : new Path[] {model, link}) {
            Outcome.of(ConvertTest.command(model, output))
                    .refused(output, "is the input " + model + ", which --out would replace: name another file");
        }
        assertThat(model).hasBinaryContent(before);
    }

    private static void replaces(Path output, String option, Outcome outcome) {
        outcome.refused(output, "is the input " + output + ", which " + option + " would replace: name another file");
    }

    @Test
    void neitherExportNorImportReplacesItsFile() throws IOException {
        byte[] before = Files.readAllBytes(model);
        replaces(model, "--out", Outcome.of("export", model, "--format=c", "--out", model));
        replaces(model, "--out", Outcome.of("import", model, "--out", model));
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void aRunReplacesNeitherItsPictureNorItsOtherOutput() throws IOException {
        Path picture = Files.writeString(folder.resolve("picture.png"), "a picture");
        for (String option : List.of("--trace", "--record")) {
            replaces(picture, option, Outcome.of("run", model, picture, option, picture));
        }
        Path both = folder.resolve("both");
        Outcome.of("run", model, picture, "--trace", both, "--record", folder.resolve("x/../both"))
                .refused(
                        folder.resolve("x/../both"),
                        "cannot be written: there is no folder " + folder.resolve("x/..") + ", create it first");
        Files.createDirectory(folder.resolve("x"));
        Outcome.of("run", model, picture, "--record", folder.resolve("x/../both"), "--trace", both)
                .refused(both, "is named by --record and by --trace: name two files");
        Outcome.of("verify", model, "--data", Models.DATA, "--out", both, "--report", both)
                .refused(both, "is named by --out and by --report: name two files");
        assertThat(picture).hasContent("a picture");
        assertThat(both).doesNotExist();
    }

    @Test
    void aTableOfDataIsKept() throws IOException {
        Path table = Files.writeString(folder.resolve("list.csv"), "a.png,a\nb.png,b\n");
        replaces(table, "--predictions", Outcome.of("evaluate", model, "--data", table, "--predictions", table));
        replaces(table, "--sheet", Outcome.of("data", "check", table, "--sheet", table));
        replaces(table, "--out", Outcome.of("verify", model, "--data", table, "--out", table));
        assertThat(table).hasContent("a.png,a\nb.png,b\n");
    }

    @Test
    void predictedValuesReplaceNeitherModelNorPoints() throws IOException {
        Path points = Files.writeString(folder.resolve("points.csv"), "x\n1\n");
        replaces(points, "--out", Outcome.of("predict", folder, "--points", points, "--out", points));
        replaces(model, "--out", Outcome.of("predict", folder, "--points", points, "--out", model));
        replaces(model, "--out", Outcome.of("predict", model, "--size", 8, "--out", model));
        assertThat(points).hasContent("x\n1\n");
    }

    /// Before the evaluation: the data are not even looked for.
    @Test
    void aFolderThatIsMissingIsFoundBeforeTheWork() {
        Path none = folder.resolve("none");
        Outcome.of("evaluate", model, "--data", "mnist", "--data-dir", none, "--predictions", none.resolve("p"))
                .refused(none.resolve("p"), "cannot be written: there is no folder " + none + ", create it first");
    }

    @Test
    void linksAreWrittenThrough() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), place.resolve("predictions.txt"));
        evaluate(link).done();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(place.resolve("predictions.txt"))).hasSize(31);
    }

    @Test
    void figuresArePrintedThoughTheFileCannotBeWritten() {
        Path predictions = folder.resolve(TOO_LONG);
        Outcome evaluated = evaluate(predictions);
        assertThat(evaluated.out()).startsWith("accuracy ").contains("event engine");
        failed(evaluated, predictions);

        Models.write(Models.artificial(), folder);
        Outcome converted = Outcome.of(ConvertTest.command(model, predictions));
        assertThat(converted.out())
                .contains("% after 4 steps, of 1 validation samples")
                .endsWith("model: not written" + System.lineSeparator());
        failed(converted, predictions);
    }

    private static void failed(Outcome outcome, Path file) {
        assertThat(outcome.err()).isEqualTo("spikestill: " + file + ": cannot be written: File name too long\n");
        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
    }

    /// Names of up to 255 bytes are taken, with room for the draft.
    @Test
    void aLongNameIsWritten() throws IOException {
        Path predictions = folder.resolve("y".repeat(250));
        evaluate(predictions).done();
        assertThat(Files.readAllLines(predictions)).hasSize(31);
    }

    @Test
    void aRunFolderIsNoInputFile() throws IOException {
        String settings = """
                data: {type: strokes, train: 60, test: 20, size: 16}
                method: conversion
                ann: {training: {epochs: 1, batch: 16}}
                student: {architecture: {type: 3conv2linear, width: 0.05}, ticks: 2}
                """;
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), settings);
        Outcome outcome = Outcome.of("distill", "--recipe", recipe, "--out", recipe);
        assertThat(outcome.err()).hasLineCount(1).startsWith("spikestill: " + recipe + ": ");
        assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(recipe).hasContent(settings);

        Path table = Files.writeString(
                folder.resolve("table.yaml"), "settings: {data: strokes}\nvary: {method: [hybrid, lasnn]}\n");
        String before = Files.readString(table);
        Outcome compared = Outcome.of("compare", table, "--out", table);
        assertThat(compared.err()).hasLineCount(1).startsWith("spikestill: " + table + ": ");
        assertThat(compared.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(table).hasContent(before);
    }
}
