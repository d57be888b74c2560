package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;

/// Recordings of an event camera as data of a distillation.
class EventRecordingsTest extends TinyRuns {
    @Test
    void recordingsOfEventsAreSeenFrameByFrame() throws IOException {
        recordings();
        String bins = "--data=n-mnist:bins=4,cell=2";
        Outcome outcome = untaught(
                "--method=hybrid",
                bins,
                "--data-dir",
                folder,
                "--student-encoder=frames:count=4",
                "--student-ticks=4",
                "--seed=3");
        outcome.done();

        assertThat(outcome.err()).contains("event-driven engine: 0 of 20 predictions differ from the trainer's");
        ModelFile student = ModelFile.read(out().resolve("student.safetensors"));
        assertThat(student.network().frame()).as("one frame a tick").isEqualTo(Shape.of(2, 17, 17));
        assertThat(student.network().input()).isEqualTo(Shape.of(8, 17, 17));
        assertThat(ModelFile.read(out().resolve("ann.safetensors")).network().frame())
                .as("the mean of all frames")
                .isEqualTo(Shape.of(2, 17, 17));

        Path second = folder.resolve("second");
        untaught("--method=hybrid", bins, "--data-dir", folder, "--student-encoder=frames:count=3", "--out", second)
                .refused(
                        ExitCode.MISUSE,
                        "the encoder reads samples of 3 frames, and [8, 17, 17] is no map whose channels are a multiple"
                                + " of that: name as many frames as the data have");
        assertThat(second).doesNotExist();
    }

    /// Dots of a place of their digit's that move on in time, six training and two test recordings of each digit.
    private void recordings() throws IOException {
        for (int digit = 0; digit < 10; digit++) {
            for (int i = 0; i < 8; i++) {
                byte[] events = new byte[5 * 60];
                for (int k = 0; k < 60; k++) {
                    int micros = 1000 * k;
                    events[5 * k] = (byte) (k / 2);
                    events[5 * k + 1] = (byte) (3 * digit + i % 3);
                    events[5 * k + 2] = (byte) ((k % 2) << 7 | micros >> 16);
                    events[5 * k + 3] = (byte) (micros >> 8);
                    events[5 * k + 4] = (byte) micros;
                }
                Path place = folder.resolve("n-mnist")
                        .resolve(i < 6 ? "Train" : "Test")
                        .resolve("" + digit);
                Files.createDirectories(place);
                Files.write(place.resolve("0000" + i + ".bin"), events);
            }
        }
    }
}
