package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// Archives written by NumPy 2.
class ArrayFileTest {
    @TempDir
    private Path folder;

    private static DataSource.Opened open(Path file) throws IOException {
        return new ArrayFile(file.toString(), 0.25f, 1).open(Optional.empty());
    }

    /// `x_train = arange(36)` as bytes of [2, 2, 3, 3]: channels stand last, since 2 is no number of channels.
    @Test
    void bytesWithChannelsLastBecomePlanar() throws IOException {
        DataSource.Opened opened = open(FittedPictureTest.picture("arrays.npz"));
        assertThat(opened.train().sample()).isEqualTo(Shape.of(3, 2, 3));
        assertThat(opened.classNames()).containsExactly("0", "1");
        int at = opened.train().label(0) == 0 ? 0 : 1; // the archive's second sample, wherever the mixing has put it
        assertThat(opened.train().label(1 - at)).isEqualTo(1);
        float[] second = Fixtures.read(opened.train(), at);
        assertThat(second[0] * 255).isEqualTo(18);
        assertThat(second[1] * 255).isEqualTo(21); // the next column
        assertThat(second[6] * 255).isEqualTo(19); // the next channel
        assertThat(opened.test().size()).isEqualTo(1);
        assertThat(opened.test().label(0)).isEqualTo(1);
    }

    /// A hundred samples of class 0, then a hundred of class 1.
    @Test
    void theFirstOfSortedSamplesAreOfAllClasses() throws IOException {
        Path file = folder.resolve("sorted.npz");
        float[] x = new float[200];
        byte[] y = new byte[200];
        for (int i = 0; i < 200; i++) {
            x[i] = i / 200f;
            y[i] = (byte) (i / 100);
        }
        try (NumpyWriter archive = new NumpyWriter(file)) {
            archive.add("x", List.of(200, 1), x).add("y", List.of(200), y).write();
        }
        DataSource.Opened opened = open(file);
        int ones = 0;
        for (int i = 0; i < 20; i++) {
            ones += opened.train().label(i);
            assertThat(opened.train().label(i)).isEqualTo(Fixtures.read(opened.train(), i)[0] < 0.5f ? 0 : 1);
        }
        assertThat(ones).isBetween(3, 17);
        assertThat(open(file).train().digest()).isEqualTo(opened.train().digest());
        assertThat(new ArrayFile(file.toString(), 0.25f, 2)
                        .open(Optional.empty())
                        .train()
                        .digest())
                .isNotEqualTo(opened.train().digest());
    }

    /// Big-endian doubles k/160 of [40, 1, 2, 2], labels k mod 2.
    @Test
    void undividedArraysAreDividedByClass() throws IOException {
        DataSource.Opened opened = open(FittedPictureTest.picture("undivided.npz"));
        assertThat(opened.train().size()).isEqualTo(30);
        assertThat(opened.test().size()).isEqualTo(10);
        assertThat(opened.test().sample()).isEqualTo(Shape.of(1, 2, 2));
        for (int i = 0; i < 10; i++) {
            float[] values = Fixtures.read(opened.test(), i);
            int number = Math.round(values[0] * 40);
            assertThat(values)
                    .containsExactly(
                            number / 40f, (4 * number + 1) / 160f, (4 * number + 2) / 160f, (4 * number + 3) / 160f);
            assertThat(opened.test().label(i)).isEqualTo(number % 2);
        }
    }

    @Test
    void whatIsNoArrayOfNumbersIsRefused() throws IOException {
        Path objects = FittedPictureTest.picture("objects.npz");
        assertThatThrownBy(() -> open(objects))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(objects.resolve("x.npy") + ": byte 10: an array of Python objects or records: save one of"
                        + " numbers");
        Path text = Files.writeString(folder.resolve("a.npz"), "no archive");
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("is no archive of NumPy arrays");
        assertThatThrownBy(() -> open(folder.resolve("b.npz"))).hasMessageEndingWith("there is no such file");
    }

    @ParameterizedTest
    @ValueSource(floats = {255, -0.5f, Float.NaN, Float.POSITIVE_INFINITY})
    void valuesOutOfRangeAreRefusedAtTheirPlace(float value) throws IOException {
        Path file = folder.resolve("values.npz");
        try (NumpyWriter writer = new NumpyWriter(file)) {
            writer.add("x", List.of(4, 2), new float[] {0, 1, 0.5f, 0, 1, value, 0, value});
            writer.add("y", List.of(4), new byte[] {0, 1, 0, 1});
            writer.write();
        }
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file.resolve("x") + ": element 5 is " + (double) value
                        + ": floats lie in [0, 1], divide those of bytes by 255");
    }

    /// Files that `numpy.save` would write: the arrays of the archive, each on its own.
    @Test
    void filesBesideOneAnotherAreReadLikeAnArchive() throws IOException {
        Path archive = FittedPictureTest.picture("arrays.npz");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Files.copy(zip.getInputStream(entry), folder.resolve(entry.getName()));
            }
        }
        DataSource one =
                DataSource.catalog().parse(folder.resolve("x_train.npy").toString());
        DataSource.Opened opened = one.open(Optional.empty());
        assertThat(opened.train().digest()).isEqualTo(open(archive).train().digest());
        assertThat(opened.test().digest()).isEqualTo(open(archive).test().digest());

        Path labels = folder.resolve("y_test.npy");
        byte[] whole = Files.readAllBytes(labels);
        Files.write(labels, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> one.open(Optional.empty()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(labels + ": ");
        Files.delete(labels);
        assertThatThrownBy(() -> one.open(Optional.empty()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("wanted x_train, y_train, x_test and y_test, or x and y");
    }

    /// A thousand changed archives: samples or one clear refusal.
    @Test
    void damageIsRefusedOrReadButNeverCrashes() throws IOException {
        Random random = new Random(11);
        for (String name : new String[] {"arrays.npz", "undivided.npz"}) {
            byte[] whole = Files.readAllBytes(FittedPictureTest.picture(name));
            Path file = folder.resolve(name);
            for (int i = 0; i < 500; i++) {
                byte[] damaged = i % 5 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int change = 0; change < i % 5; change++) {
                    damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
                }
                Files.write(file, damaged);
                try {
                    assertThat(open(file).train().size()).isPositive();
                } catch (InvalidFile | InvalidSettings refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void aPathStandsForTheSourceThatReadsIt() throws IOException {
        Path npz = FittedPictureTest.picture("arrays.npz");
        assertThat(DataSource.catalog().parse(npz.toString())).isEqualTo(new ArrayFile(npz.toString(), 0.2f, 1));
        Path odd = Files.createDirectories(folder.resolve("a,b (c)"));
        assertThat(DataSource.catalog().parse(odd + ":size=32,fit=pad"))
                .isEqualTo(new ImageFolder(
                        odd.toString(), 3, 0.2f, 1, ImageFolder.FolderLabels.FOLDERS, Optional.of(32), Fit.PAD));
        Path table = Files.writeString(folder.resolve("list.csv"), "a.png,x\n");
        assertThat(DataSource.catalog().parse(table.toString())).isInstanceOf(PictureTable.class);
        assertThat(DataSource.catalog().parse("mnist")).isEqualTo(new Mnist());
        assertThatThrownBy(() -> DataSource.catalog().parse("no/such"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("data is 'no/such': there is no such file or folder");
    }
}
