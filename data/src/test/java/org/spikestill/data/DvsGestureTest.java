package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.EventCamera.Event;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class DvsGestureTest {
    private static final Event FIRST = new Event(127, 0, true, 1000);
    private static final Event SECOND = new Event(0, 127, false, 1999);
    private static final Event THIRD = new Event(64, 32, true, 2000);

    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve("DvsGesture").resolve(name);
    }

    private void text(String name, String content) throws IOException {
        Fixtures.write(file(name), content.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void writeSet() throws IOException {
        Fixtures.write(
                file("user01_led.aedat"),
                EventCamera.aedat(false, List.of(EventCamera.packet(1, 0, 3, FIRST, SECOND, THIRD))));
        text("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n11,1000,2000\n2,2000,3000\n");
        Files.copy(file("user01_led.aedat"), file("user02_led.aedat"));
        Files.copy(file("user01_led_labels.csv"), file("user02_led_labels.csv"));
        text("trials_to_train.txt", "user01_led.aedat\n");
        text("trials_to_test.txt", "user02_led.aedat\n\n");
    }

    private DataSource.Opened open() throws IOException {
        return new DvsGesture(2, 32, 2).open(Optional.of(folder));
    }

    /// Two gestures of one recording; the start belongs to a gesture, its end does not.
    @Test
    void eachLineOfLabelsIsASample() throws IOException {
        Dataset train = open().train();

        assertThat(train.sample()).isEqualTo(Shape.of(4, 4, 4));
        assertThat(train.size()).isEqualTo(2);
        assertThat(train.label(0)).isEqualTo(10);
        assertThat(train.label(1)).isEqualTo(1);
        float[] first = new float[64];
        first[16 + 3] = 0.5f; // first half, brighter, cell 0, 3
        first[32 + 3 * 4] = 0.5f; // second half, darker, cell 3, 0
        assertThat(Fixtures.read(train, 0)).containsExactly(first);
        float[] second = new float[64];
        second[16 + 4 + 2] = 0.5f; // row 32 and column 64
        assertThat(Fixtures.read(train, 1)).containsExactly(second);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void packetsOfOtherTypesAndInvalidEventsArePassedOver(boolean bare) throws IOException {
        byte[] partlyValid = EventCamera.packet(1, 1, 4, FIRST, SECOND);
        partlyValid[28 + 8] &= ~1; // SECOND is not valid
        byte[] special = EventCamera.packet(0, 0, 1, new Event(500, 500, true, 7));
        Path path = Fixtures.write(
                file("mixed.aedat"),
                EventCamera.aedat(bare, List.of(EventCamera.packet(1, 0, 1, THIRD), special, partlyValid)));
        List<Event> found = EventCamera.list();

        Aedat.read(path, 128, 128, EventCamera.into(found));

        assertThat(found).containsExactly(THIRD, new Event(127, 0, true, 1000 + (1L << 31)));
    }

    @Test
    void damagedRecordingsAreRefusedAtTheirByte() throws IOException {
        byte[] whole =
                EventCamera.aedat(false, List.of(EventCamera.packet(1, 0, 2, FIRST, new Event(128, 3, true, 9))));
        int header = whole.length - 28 - 16;
        refuses(whole, "byte " + (header + 28 + 8) + ": an event at column 128 and row 3 of a sensor of 128×128");
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);
        refuses(
                cut,
                "ends at byte " + cut.length
                        + ", before the end of its packets: the file is cut short, fetch it again");
        refuses(
                java.util.Arrays.copyOf(whole, header + 5),
                "ends at byte " + (header + 5)
                        + ", before the end of its packets: the file is cut short, fetch it again");
        byte[] greedy = whole.clone();
        greedy[header + 19] = 0x7f; // capacity beyond two thousand million
        refuses(greedy, "byte " + header + ": a packet of 2130706434 events of 8 bytes: wanted at most 67108864 bytes");
        byte[] contradictory = whole.clone();
        contradictory[header + 20] = 3; // of two events
        refuses(
                contradictory,
                "byte " + header
                        + ": a packet of type 1 with 3 of 2 events of 8 bytes, overflow 0: the file is damaged,"
                        + " fetch it again");
        refuses(
                "RIFF and more\n".getBytes(StandardCharsets.UTF_8),
                "byte 0: the first line is not #!AER-DAT3.1: this is another kind of file");
        refuses(new byte[1 << 17], "byte 0: the header has more than 65536 bytes: this is another kind of file");
    }

    private void refuses(byte[] content, String message) throws IOException {
        Path path = Fixtures.write(file("user01_led.aedat"), content);
        assertThatThrownBy(this::open).isInstanceOf(InvalidFile.class).hasMessage(path + ": " + message);
    }

    @Test
    void labelsWithoutAHeaderLoseNoGesture() throws IOException {
        String digest = open().train().digest();
        text("user01_led_labels.csv", "11,1000,2000\n2,2000,3000\n");
        assertThat(open().train().digest()).isEqualTo(digest);
    }

    /// Events lie at 1000, 1999 and 2000: beside them, between them, and in the time of another clock.
    @ParameterizedTest
    @ValueSource(strings = {"0,1000", "1001,1999", "2001,3000", "5000000,6000000"})
    void aGestureWithoutEventsIsRefusedAtItsLine(String time) throws IOException {
        text("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n11,1000,2000\n\n2," + time + "\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file("user01_led_labels.csv") + ": line 4: a gesture from " + time.replace(",", " to ")
                        + " µs, in which user01_led.aedat has no event: its events go from 1000 to 2000, correct the labels"
                        + " or remove the line");
    }

    @Test
    void aRecordingIsListedOnce() throws IOException {
        text("trials_to_train.txt", "user01_led.aedat\n\nuser01_led.aedat\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file("trials_to_train.txt") + ": line 3: names user01_led.aedat, as line 1 of"
                        + " trials_to_train.txt does: a recording counts once, for training or for the test");
        text("trials_to_train.txt", "user02_led.aedat\n");
        assertThatThrownBy(this::open)
                .hasMessage(file("trials_to_test.txt") + ": line 1: names user02_led.aedat, as line 1 of"
                        + " trials_to_train.txt does: a recording counts once, for training or for the test");
    }

    @Test
    void badListsAreRefusedAtTheirLine() throws IOException {
        text("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n12,1000,2000\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file("user01_led_labels.csv")
                        + ": line 2: class 12 from 1000 to 2000, wanted a class of 1 to 11"
                        + " and an end after the start");
        text("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n1,1000\n");
        assertThatThrownBy(this::open)
                .hasMessage(file("user01_led_labels.csv")
                        + ": line 2: wanted class,start,end as whole numbers, at most 200" + " lines");
        text("user01_led_labels.csv", "class,startTime_usec,endTime_usec\n");
        assertThatThrownBy(this::open)
                .hasMessage(file("user01_led_labels.csv")
                        + ": labels no gesture, wanted lines class,startTime_usec,endTime_usec");
        text("trials_to_train.txt", "../user01_led.aedat\n");
        assertThatThrownBy(this::open)
                .hasMessage(file("trials_to_train.txt") + ": wanted names of at most 1000 recordings, such as"
                        + " user01_led.aedat");
    }
}
