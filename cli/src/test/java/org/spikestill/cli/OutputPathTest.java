package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
