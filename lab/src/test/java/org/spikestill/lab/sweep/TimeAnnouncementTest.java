package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.settings.Settings;

/// The time of a whole table before its first run.
class TimeAnnouncementTest {
    @TempDir
    private Path folder;

    private Comparison table(int samples, int batch, int epochs, int seeds) throws IOException {
        Path file = Files.writeString(folder.resolve("table.yaml"), """
                settings:
                  data: strokes:train=%d,test=20,size=16
                  method: conversion
                  ann: {training: {epochs: %d, batch: %d}}
                  student: {architecture: "3conv2linear:width=0.05", ticks: 2}
                seeds: %s
                """.formatted(
                samples, epochs, batch, LongStream.rangeClosed(1, seeds).boxed().toList()));
        CompareTable table = Settings.readDocument(CompareTable.class, file);
        return new Comparison(table, folder.resolve("out"), Optional.empty());
    }

    /// Two runs of 5.4 million updates each, of which one is measured: an hour would be 0.33 ms for one.
    @Test
    void aTableOfMoreThanAnHourIsPointedOut() throws IOException {
        assertThat(table(600, 1, 10_000, 2).timeAnnouncement("--resume"))
                .hasSize(2)
                .last()
                .isEqualTo("note: that is more than an hour: Ctrl-C stops with a checkpoint at any time, and --resume"
                        + " goes on");
    }

    @Test
    void aShortOneHasItsTimeAlone() throws IOException {
        assertThat(table(60, 16, 1, 1).timeAnnouncement("--resume"))
                .singleElement()
                .asString()
                .matches("expected to take (less than a minute|about \\d+ min) on this machine");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
