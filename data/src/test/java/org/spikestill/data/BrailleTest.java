package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class BrailleTest {
    private static final String HEADER =
            "letter,repetition,step,taxel0,taxel1,taxel2,taxel3,taxel4,taxel5,taxel6,taxel7,taxel8,taxel9,taxel10,taxel11\n";

    @TempDir
    private Path folder;

    private static String recording(String letter, int repetition, int steps, int reading) {
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < steps; step++) {
            text.append(letter).append(',').append(repetition).append(',').append(step);
            text.append((',' + String.valueOf(reading)).repeat(11)).append(",255\n");
        }
        return text.toString();
    }

    private DataSource.Opened open(String text) throws IOException {
        Fixtures.write(folder.resolve("braille-letters/braille_taxels.csv"), text.getBytes(StandardCharsets.US_ASCII));
        return new Braille(2, 1).open(Optional.of(folder));
    }

    @Test
    void repetitionsAreDividedAndReadingsTurnedRound() throws IOException {
        DataSource.Opened opened = open(
                HEADER + recording("Space", 0, 76, 204) + recording("Space", 1, 77, 0) + recording("Z", 2, 76, 255));
        assertThat(opened.train().sample()).isEqualTo(Shape.of(912, 1, 1));
        assertThat(opened.train().size()).isEqualTo(2);
        assertThat(opened.test().size()).isEqualTo(1);
        assertThat(opened.train().label(1)).isEqualTo(26);
        float[] first = Fixtures.read(opened.train(), 0);
        assertThat(first[0]).isEqualTo(51 / 255f);
        assertThat(first[11]).isZero();
        assertThat(Fixtures.read(opened.test(), 0)[910]).isEqualTo(1);
    }

    @Test
    void refusesByLine() {
        refuses("letter\n", "line 1: wanted the header letter,repetition,step,taxel0,…,taxel11");
        refuses(HEADER + "A,0,0,1\n", "line 2: 4 values, wanted 15");
        refuses(HEADER + recording("a", 0, 76, 1), "line 2: the letter 'a', wanted Space or A to Z");
        refuses(HEADER + recording("A", 0, 2, 256), "line 2: taxel0 is '256', wanted a whole number from 0 to 255");
        refuses(
                HEADER + recording("A", 0, 76, 1).replaceFirst("A,0,1,", "A,0,2,"),
                "line 3: step 2, wanted 1: steps of a recording follow each other");
        refuses(HEADER + recording("A", 0, 5, 1), "line 6: the recording before has 5 steps, wanted 76");
        refuses(HEADER, "holds no recordings");
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("braille-letters/braille_taxels.csv") + ": " + message);
    }

    @Test
    void aFractionKeepsAShareOfEveryClass() throws IOException {
        Fraction tenth = new Fraction(new Strokes(500, 40, 12, 1), 0.1f, 1);
        DataSource.Opened opened = tenth.open(Optional.empty());
        assertThat(opened.train().size()).isEqualTo(50);
        assertThat(opened.test().size()).isEqualTo(40);
        int[] counts = new int[10];
        for (int i = 0; i < 50; i++) {
            counts[opened.train().label(i)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(4, 6);
        }
    }

    @Test
    void noDataHasNoSamples() throws IOException {
        DataSource.Opened opened = new NoData().open(Optional.empty());
        assertThat(opened.train().size() + opened.test().size()).isZero();
    }
}
