package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class DigitsTest {
    @TempDir
    private Path folder;

    /// 64 equal pixels and a label.
    private static String line(String pixel, String label) {
        return String.join(",", Collections.nCopies(64, pixel)) + "," + label + "\n";
    }

    private DataSource.Opened open(String train, String testName, byte[] test) throws IOException {
        Fixtures.write(folder.resolve("digits/optdigits.tra"), train.getBytes(StandardCharsets.US_ASCII));
        Fixtures.write(folder.resolve("digits").resolve(testName), test);
        return new Digits().open(Optional.of(folder));
    }

    private void refuses(String train, String message) {
        assertThatThrownBy(() -> open(train, "optdigits.tes", line("0", "0").getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("digits/optdigits.tra") + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"optdigits.tes,false", "optdigits.tes,true", "digits.csv.gz,true", "digits.csv,false"})
    void sixteenIsWhiteInAnyOfTheFiles(String testName, boolean packed) throws IOException {
        byte[] text = line("4", "9").getBytes(StandardCharsets.US_ASCII);
        DataSource.Opened opened = open(
                line("16", "3") + line("1", "0").replace("\n", "\r\n"), testName, packed ? Fixtures.gzip(text) : text);
        assertThat(opened.train().sample()).isEqualTo(Shape.of(1, 8, 8));
        assertThat(opened.train().size()).isEqualTo(2);
        assertThat(Fixtures.read(opened.train(), 0)).hasSize(64).containsOnly(1);
        assertThat(Fixtures.read(opened.train(), 1)).containsOnly(1 / 16f);
        assertThat(opened.train().label(0)).isEqualTo(3);
        assertThat(Fixtures.read(opened.test(), 0)).containsOnly(0.25f);
        assertThat(opened.test().label(0)).isEqualTo(9);
    }

    @Test
    void refusesByLineAndColumn() {
        refuses(line("0", "0") + line("17", "0"), "line 2, column 1: '17', wanted a whole number from 0 to 16");
        refuses(line("0", "10"), "line 1, column 65: '10', wanted a whole number from 0 to 9");
        refuses(line("0", "-1"), "line 1, column 65: '-1', wanted a whole number from 0 to 9");
        refuses(line("0", ""), "line 1, column 65: '', wanted a whole number from 0 to 9");
        refuses(
                line("0", "99999999999999999999999"),
                "line 1, column 65: '99999999999999999999…', wanted a whole number from 0 to 9");
        refuses("0,1\n", "line 1: 2 values, wanted 65 (64 pixels and the label)");
        refuses(line("0", "0") + "\n", "line 2: 1 values, wanted 65 (64 pixels and the label)");
        refuses("", "the file is empty, wanted lines of 64 pixels and a label");
    }

    @Test
    void stopsUnpackingWhereNoSuchFileWouldEnd() throws IOException {
        byte[] bomb = Fixtures.gzip(new byte[(1 << 24) + 1]);
        assertThatThrownBy(() -> open(line("0", "0"), "optdigits.tes", bomb))
                .hasMessage(folder.resolve("digits/optdigits.tes")
                        + ": byte 16777216: more than 16777216 bytes: this is another kind of file");
    }
}
