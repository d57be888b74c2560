package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.EventCamera.Event;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class NMnistTest {
    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve("n-mnist").resolve(name);
    }

    /// From 100 to 299 µs: two events of one pixel in the first half, one each in the second.
    private static final Event[] EVENTS = {
        new Event(3, 5, true, 100), new Event(3, 5, true, 199), new Event(3, 5, true, 200), new Event(33, 0, false, 299)
    };

    @BeforeEach
    void writeSet() throws IOException {
        for (int digit = 0; digit < 10; digit++) {
            Fixtures.write(
                    file("Train/" + digit + "/0000" + (9 - digit) + ".bin"),
                    EventCamera.aer(new Event(digit, digit, true, 5)));
            Fixtures.write(file("Test/" + digit + "/00001.bin"), EventCamera.aer(EVENTS));
        }
    }

    private DataSource.Opened open(int bins, int cell, int full) throws IOException {
        return new NMnist(bins, cell, full).open(Optional.of(folder));
    }

    @Test
    void eventsAreCountedByPolarityPartAndPixel() throws IOException {
        Dataset test = open(2, 1, 4).test();

        assertThat(test.sample()).isEqualTo(Shape.of(4, 34, 34));
        float[] sample = Fixtures.read(test, 0);
        float[] expected = new float[4 * 34 * 34];
        expected[(1 * 34 + 5) * 34 + 3] = 2 / 4f; // first half, brighter
        expected[(3 * 34 + 5) * 34 + 3] = 1 / 4f; // second half, brighter
        expected[(2 * 34 + 0) * 34 + 33] = 1 / 4f; // second half, darker
        assertThat(sample).containsExactly(expected);
    }

    /// Cells of 4 leave two of 34 rows and columns over, among them column 33. Three events of a cell read as no
    /// more than 2.
    @Test
    void cellsCountTogetherAndAFullOneReadsAsOne() throws IOException {
        Dataset test = open(1, 4, 2).test();

        assertThat(test.sample()).isEqualTo(Shape.of(2, 8, 8));
        float[] expected = new float[2 * 64];
        expected[64 + 8] = 1; // row 5 and column 3 are in cell 1, 0
        assertThat(Fixtures.read(test, 0)).containsExactly(expected);
    }

    @Test
    void recordingsAreInTheOrderOfTheirNumbers() throws IOException {
        Dataset train = open(1, 1, 1).train();

        assertThat(train.size()).isEqualTo(10);
        assertThat(train.label(0)).isEqualTo(9);
        assertThat(train.label(9)).isZero();
        assertThat(Fixtures.read(train, 0)[(34 + 9) * 34 + 9]).isEqualTo(1);
    }

    /// Row 240 marks that 2¹³ µs have passed; the most a time holds is 2²³ − 1.
    @Test
    void overflowsMoveWhatComesAfterThem() throws IOException {
        Path path = Fixtures.write(
                file("long.bin"),
                EventCamera.aer(
                        new Event(1, 2, false, 8_388_607),
                        new Event(0, 240, false, 0),
                        new Event(7, 8, true, 10),
                        new Event(0, 240, false, 0),
                        new Event(9, 9, true, 20)));
        List<Event> found = EventCamera.list();

        AerEvents.read(path, 34, 34).forEach(EventCamera.into(found));

        assertThat(found)
                .containsExactly(
                        new Event(1, 2, false, 8_388_607),
                        new Event(7, 8, true, 10 + 8192),
                        new Event(9, 9, true, 20 + 2 * 8192));
    }

    /// Written from a clock that runs for 30 s, of which a file keeps 23 bits: every time comes back, jitter across the edge
    /// of a wrap included.
    @Test
    void timesBeyond23BitsAreUnwrapped() throws IOException {
        long edge = 1 << 23;
        List<Event> wanted = EventCamera.list();
        for (long micros = 7; micros < 30_000_000; micros += 1_499_977) {
            wanted.add(new Event(1, 2, true, micros));
        }
        wanted.add(new Event(3, 4, true, 4 * edge - 1));
        wanted.add(new Event(3, 4, true, 4 * edge + 5));
        wanted.add(new Event(3, 4, true, 4 * edge - 3));
        wanted.add(new Event(3, 4, true, 4 * edge + 6));
        Event[] kept = wanted.stream()
                .map(each -> new Event(each.x(), each.y(), each.on(), each.micros() % edge))
                .toArray(Event[]::new);
        List<Event> found = EventCamera.list();

        AerEvents.read(Fixtures.write(file("long.bin"), EventCamera.aer(kept)), 34, 34)
                .forEach(EventCamera.into(found));

        assertThat(found).isEqualTo(wanted);
    }

    /// The first event of a recording may come late, and jitter at the start is no wrap.
    @Test
    void timesInOneWrapStayAsTheyAre() throws IOException {
        List<Event> wanted = List.of(
                new Event(1, 2, true, 8_000_000), new Event(1, 2, true, 7_999_000), new Event(1, 2, true, 8_388_607));
        List<Event> found = EventCamera.list();
        AerEvents.read(Fixtures.write(file("short.bin"), EventCamera.aer(wanted.toArray(Event[]::new))), 34, 34)
                .forEach(EventCamera.into(found));
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path path = file("Test/3/00001.bin");
        Fixtures.write(path, EventCamera.aer(EVENTS[0], new Event(34, 0, true, 6)));
        assertThatThrownBy(() -> open(1, 1, 1))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(path + ": byte 5: an event at column 34 and row 0 of a sensor of 34×34");
        Fixtures.write(path, new byte[7]);
        assertThatThrownBy(() -> open(1, 1, 1))
                .hasMessage(
                        path + ": the recording has 7 bytes, wanted a multiple of 5: it is cut short or another kind of"
                                + " file");
        Fixtures.write(path, new byte[0]);
        assertThatThrownBy(() -> open(1, 1, 1)).isInstanceOf(InvalidFile.class);
        assertThatThrownBy(() -> new EventFrames(64, 1, 1, 34, 34).frames(60_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "60000 samples of [128, 34, 34] take 8878080000 bytes, at most 1073741824 are held: choose fewer"
                                + " bins or larger cells");
        assertThatThrownBy(() -> new NMnist(0, 1, 1)).hasMessage("bins is 0: it must be a whole number from 1 to 64");
    }
}
