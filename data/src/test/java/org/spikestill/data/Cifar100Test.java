package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class Cifar100Test {
    private static final int RECORD = 3074;

    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve("cifar-100-binary").resolve(name);
    }

    /// Records of coarse label 3 and the given fine labels, all pixels of the fine label's value but one.
    private static byte[] records(int... fine) {
        byte[] file = new byte[fine.length * RECORD];
        for (int i = 0; i < fine.length; i++) {
            Arrays.fill(file, i * RECORD, (i + 1) * RECORD, (byte) fine[i]);
            file[i * RECORD] = 3;
            file[i * RECORD + 2 + 2 * 1024 + 32 * 4 + 7] = (byte) 255; // blue, row 4, column 7
        }
        return file;
    }

    @BeforeEach
    void writeSet() throws IOException {
        Fixtures.write(file("train.bin"), records(42, 99));
        Fixtures.write(file("test.bin"), records(0));
        names(100);
    }

    private void names(int count) throws IOException {
        String lines =
                IntStream.range(0, count).mapToObj(i -> "class" + i + "\n").collect(Collectors.joining());
        Fixtures.write(file("fine_label_names.txt"), (lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private DataSource.Opened open() throws IOException {
        return new Cifar100().open(Optional.of(folder));
    }

    @Test
    void theFineLabelCounts() throws IOException {
        DataSource.Opened opened = open();

        assertThat(opened.train().size()).isEqualTo(2);
        assertThat(opened.train().classes()).isEqualTo(100);
        assertThat(opened.train().sample()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(opened.train().label(0)).isEqualTo(42);
        assertThat(opened.train().label(1)).isEqualTo(99);
        assertThat(opened.classNames()).hasSize(100).endsWith("class99");
        float[] expected = new float[3072];
        Arrays.fill(expected, 42 / 255f);
        expected[2 * 1024 + 32 * 4 + 7] = 1;
        assertThat(Fixtures.read(opened.train(), 0)).containsExactly(expected);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        byte[] wrong = records(5, 100);
        Fixtures.write(file("train.bin"), wrong);
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file("train.bin") + ": byte 3075: label 100, wanted 0 to 99");
        wrong[0] = 20;
        Fixtures.write(file("train.bin"), wrong);
        assertThatThrownBy(this::open).hasMessage(file("train.bin") + ": byte 0: label 20, wanted 0 to 19");
        Fixtures.write(file("train.bin"), new byte[3073]);
        assertThatThrownBy(this::open)
                .hasMessage(file("train.bin") + ": the file has 3073 bytes, wanted a multiple of 3074 (two labels and"
                        + " 3×32×32 pixels): it is cut short or another kind of file");
        writeSet();
        names(99);
        assertThatThrownBy(this::open)
                .hasMessage(file("fine_label_names.txt") + ": holds 99 names, wanted 100, one a line");
    }
}
