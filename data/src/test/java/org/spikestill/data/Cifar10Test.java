package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class Cifar10Test {
    private static final int RECORD = 3073;

    @TempDir
    private Path folder;

    /// Records whose red, green and blue planes each hold one value: label, label + 100 and label + 200.
    private static byte[] records(int... labels) {
        byte[] file = new byte[labels.length * RECORD];
        for (int i = 0; i < labels.length; i++) {
            file[i * RECORD] = (byte) labels[i];
            for (int channel = 0; channel < 3; channel++) {
                int start = i * RECORD + 1 + channel * 1024;
                Arrays.fill(file, start, start + 1024, (byte) (labels[i] + 100 * channel));
            }
        }
        return file;
    }

    private Path file(String name) {
        return folder.resolve("cifar-10-batches-bin").resolve(name);
    }

    @BeforeEach
    void writeSet() throws IOException {
        for (int batch = 1; batch <= 5; batch++) {
            Fixtures.write(file("data_batch_" + batch + ".bin"), records(batch, 9 - batch));
        }
        Fixtures.write(file("test_batch.bin"), records(7));
    }

    private DataSource.Opened open() throws IOException {
        return new Cifar10().open(Optional.of(folder));
    }

    private void refuses(String name, byte[] content, String message) throws IOException {
        Fixtures.write(file(name), content);
        assertThatThrownBy(this::open).isInstanceOf(InvalidFile.class).hasMessage(file(name) + ": " + message);
    }

    @Test
    void recordsFollowOneAnotherAcrossFilesPlaneByPlane() throws IOException {
        byte[] second = records(2, 7);
        second[RECORD + 1 + 1024 + 32 * 3 + 5] = (byte) 255; // record 1, green, row 3, column 5
        Fixtures.write(file("data_batch_2.bin"), second);
        DataSource.Opened opened = open();
        Dataset train = opened.train();
        assertThat(train.sample()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(train.size()).isEqualTo(10);
        assertThat(opened.test().size()).isEqualTo(1);
        assertThat(opened.classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
        int[] labels = new int[10];
        for (int i = 0; i < 10; i++) {
            labels[i] = train.label(i);
        }
        assertThat(labels).containsExactly(1, 8, 2, 7, 3, 6, 4, 5, 5, 4);
        float[] sample = Fixtures.read(train, 3);
        float[] expected = new float[3 * 1024];
        Arrays.fill(expected, 0, 1024, 7 / 255f);
        Arrays.fill(expected, 1024, 2048, 107 / 255f);
        Arrays.fill(expected, 2048, 3072, 207 / 255f);
        expected[1024 + 32 * 3 + 5] = 1;
        assertThat(sample).containsExactly(expected);
    }

    @Test
    void refusesALengthThatIsNoWholeNumberOfRecords() throws IOException {
        String wanted =
                ", wanted a multiple of 3073 (label and 3×32×32 pixels): it is cut short or another kind of file";
        refuses("data_batch_4.bin", Arrays.copyOf(records(1, 2), 6145), "the file has 6145 bytes" + wanted);
        refuses("data_batch_4.bin", new byte[0], "the file has 0 bytes" + wanted);
    }

    @Test
    void refusesALabelThatIsNoClass() throws IOException {
        refuses("data_batch_3.bin", records(3, 9, 10), "byte 6146: label 10, wanted 0 to 9");
    }

    @Test
    void namesAMissingFile() throws IOException {
        Files.delete(file("data_batch_5.bin"));
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder + ": holds no 'data_batch_5.bin' of 'cifar-10-batches-bin'; looked for "
                        + file("data_batch_5.bin") + ", " + folder.resolve("data_batch_5.bin")
                        + ": put the file there or name another data directory");
    }
}
