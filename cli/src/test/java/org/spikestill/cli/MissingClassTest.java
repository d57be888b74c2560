package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training data that lack a class.
class MissingClassTest {
    private static final int SAMPLES = 90;
    private static final int EDGE = 16;

    @TempDir
    private Path folder;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        for (String set : new String[] {"train", "t10k"}) {
            ByteBuffer images = ByteBuffer.allocate(16 + SAMPLES * EDGE * EDGE);
            images.putInt(2051).putInt(SAMPLES).putInt(EDGE).putInt(EDGE);
            Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
        }
        labels("train", 9);
        labels("t10k", 10);
        recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                data: mnist
                method: conversion
                ann: {training: {epochs: 1, batch: 16}}
                student: {architecture: {type: 3conv2linear, width: 0.05}, ticks: 2}
                """);
    }

    /// Of 9 classes, all but 3.
    private void labels(String set, int classes) throws IOException {
        ByteBuffer labels = ByteBuffer.allocate(8 + SAMPLES);
        labels.putInt(2049).putInt(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            int label = i % classes;
            labels.put((byte) (classes == 9 && label >= 3 ? label + 1 : label));
        }
        Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
    }

    private Outcome profile() {
        return Outcome.of("distill", "--recipe", recipe, "--data-dir", folder, "--profile");
    }

    @Test
    void isSaidBeforeTheFirstStep() throws IOException {
        Outcome lacking = profile();
        lacking.done();
        assertThat(lacking.err())
                .startsWith(
                        "note: no training sample is of class '3': such an output only learns to stay low, add samples"
                                + " or leave the class out");
        labels("train", 10);
        assertThat(profile().err()).doesNotContain("note:");
    }
}
