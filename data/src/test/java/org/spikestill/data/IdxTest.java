package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class IdxTest {
    private static final byte[] IMAGES = Fixtures.idxImages(2, 3, 0, 51, 255);
    private static final byte[] LABELS = Fixtures.idxLabels(9, 0, 3);

    @TempDir
    private Path folder;

    private Dataset read(byte[] images, byte[] labels) throws IOException {
        Path imageFile = Fixtures.write(folder.resolve("images"), images);
        return Idx.read(imageFile, Fixtures.write(folder.resolve("labels"), labels), 10);
    }

    private void refusesImages(byte[] images, String message) {
        assertThatThrownBy(() -> read(images, LABELS))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("images") + ": " + message);
    }

    private void refusesLabels(byte[] labels, String message) {
        assertThatThrownBy(() -> read(IMAGES, labels))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("labels") + ": " + message);
    }

    /// A copy with a big-endian integer at some byte.
    private static byte[] with(byte[] file, int offset, int value) {
        return ByteBuffer.wrap(file.clone()).putInt(offset, value).array();
    }

    private static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    @Test
    void bytesBecomeValuesBetweenNoughtAndOneRowByRow() throws IOException {
        byte[] images = IMAGES.clone();
        images[16 + 6 + 1] = (byte) 204; // image 1, row 0, column 1
        Dataset data = read(images, LABELS);
        assertThat(data.sample()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.classes()).isEqualTo(10);
        assertThat(Fixtures.read(data, 0)).containsOnly(0);
        assertThat(Fixtures.read(data, 1)).containsExactly(0.2f, 0.8f, 0.2f, 0.2f, 0.2f, 0.2f);
        assertThat(Fixtures.read(data, 2)).containsOnly(1);
        assertThat(new int[] {data.label(0), data.label(1), data.label(2)}).containsExactly(9, 0, 3);
        assertThatThrownBy(() -> data.read(3, new float[6])).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void packingChangesNothing() throws IOException {
        Dataset plain = read(IMAGES, LABELS);
        Dataset packed = read(Fixtures.gzip(IMAGES), Fixtures.gzip(LABELS));
        assertThat(packed.digest()).isEqualTo(plain.digest()).hasSize(64);
        assertThat(Fixtures.read(packed, 1)).containsExactly(Fixtures.read(plain, 1));
    }

    @Test
    void theDigestTellsLabelsPixelsAndShapesApart() throws IOException {
        byte[] brighter = IMAGES.clone();
        brighter[16] = 1;
        byte[] turned = Fixtures.idxImages(3, 2, 0, 51, 255);
        assertThat(read(IMAGES, LABELS).digest())
                .isNotEqualTo(read(brighter, LABELS).digest())
                .isNotEqualTo(read(IMAGES, Fixtures.idxLabels(9, 0, 4)).digest())
                .isNotEqualTo(read(turned, LABELS).digest());
    }

    @Test
    void refusesAnotherKindOfFile() {
        refusesImages(LABELS, "byte 0: magic number 2049, wanted 2051 (IDX images): this is another kind of file");
        refusesLabels(IMAGES, "byte 0: magic number 2051, wanted 2049 (IDX labels): this is another kind of file");
    }

    @Test
    void refusesWhatIsCutShortOrTooLong() {
        refusesImages(
                new byte[0], "ends at byte 0, before the end of its header: the file is cut short, fetch it again");
        refusesImages(
                cut(IMAGES, 14),
                "ends at byte 14, before the end of its header: the file is cut short, fetch it again");
        refusesImages(
                cut(IMAGES, 33),
                "ends at byte 33, before the end of its pixels: the file is cut short, fetch it again");
        refusesImages(
                Fixtures.gzip(cut(IMAGES, 33)),
                "ends at byte 33, before the end of its pixels: the file is cut short, fetch it again");
        refusesLabels(
                cut(LABELS, 10),
                "ends at byte 10, before the end of its labels: the file is cut short, fetch it again");
        refusesImages(
                cut(IMAGES, 35), "byte 34: the content should end here, but more bytes follow: fetch the file again");
        refusesLabels(
                Fixtures.gzip(cut(LABELS, 12)),
                "byte 11: the content should end here, but more bytes follow: fetch the file again");
    }

    @Test
    void refusesDamagedPacking() {
        byte[] packed = Fixtures.gzip(IMAGES);
        byte[] checksum = packed.clone();
        checksum[packed.length - 8] ^= 1;
        refusesImages(checksum, "byte 34: damaged gzip trailer: fetch the file again");
        byte[] method = packed.clone();
        method[2] = 7;
        refusesImages(method, "byte 0: the gzip header is damaged: fetch the file again");
        assertThatThrownBy(() -> read(cut(packed, packed.length - 12), LABELS))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("is cut short, fetch it again");
    }

    @Test
    void refusesALabelThatIsNoClass() {
        refusesLabels(Fixtures.idxLabels(1, 2, 10), "byte 10: label 10, wanted 0 to 9");
        refusesLabels(Fixtures.idxLabels(1, 255, 3), "byte 9: label 255, wanted 0 to 9");
    }

    @Test
    void refusesFilesOfDifferentSets() {
        refusesImages(
                Fixtures.idxImages(2, 3, 0, 51),
                "byte 4: the header counts 2 images, " + folder.resolve("labels")
                        + " holds 3 labels: the two files belong to different sets");
    }

    @Test
    void believesNoHeaderBeforeItTakesMemory() {
        refusesLabels(with(LABELS, 4, -1), "byte 4: the header counts 4294967295 labels: wanted 1 to 1073741824");
        refusesLabels(with(LABELS, 4, 0), "byte 4: the header counts 0 labels: wanted 1 to 1073741824");
        refusesLabels(
                with(LABELS, 4, 1 << 30),
                "ends at byte 11, before the end of its labels: the file is cut short, fetch it again");
        refusesLabels(
                Fixtures.gzip(with(LABELS, 4, 1 << 30)),
                "is too small to hold its labels: the file is cut short, fetch it again");
        refusesImages(with(IMAGES, 8, 0), "byte 8: the header gives 0 rows, wanted 1 to 4096");
        refusesImages(with(IMAGES, 12, 5000), "byte 12: the header gives 5000 columns, wanted 1 to 4096");
        refusesImages(
                with(IMAGES, 8, 4096),
                "ends at byte 34, before the end of its pixels: the file is cut short, fetch it again");
        byte[] many = Fixtures.idxLabels(new int[100]);
        byte[] large = with(with(with(Fixtures.idxImages(1, 1, new int[100]), 4, 100), 8, 4096), 12, 4096);
        assertThatThrownBy(() -> read(large, many))
                .hasMessage(folder.resolve("images") + ": byte 4: the header announces 100 images of 4096×4096, "
                        + "1677721600 bytes: at most 1073741824 are read");
    }

    @Test
    void bothSourcesFindTheirFilesAndNameTheirClasses() throws IOException {
        for (String set : new String[] {"train", "t10k"}) {
            Fixtures.write(folder.resolve("mnist/" + set + "-images-idx3-ubyte.gz"), Fixtures.gzip(IMAGES));
            Fixtures.write(folder.resolve("mnist/" + set + "-labels-idx1-ubyte"), LABELS);
            Fixtures.write(folder.resolve("fashion-mnist/" + set + "-images-idx3-ubyte"), IMAGES);
            Fixtures.write(folder.resolve("fashion-mnist/" + set + "-labels-idx1-ubyte.gz"), LABELS);
        }
        DataSource.Opened mnist = new Mnist().open(java.util.Optional.of(folder));
        DataSource.Opened fashion = new FashionMnist().open(java.util.Optional.of(folder.resolve("fashion-mnist")));
        assertThat(mnist.train().digest()).isEqualTo(fashion.test().digest());
        assertThat(mnist.classNames()).hasSize(10).startsWith("0", "1").endsWith("9");
        assertThat(fashion.classNames())
                .hasSize(10)
                .startsWith("T-shirt/top", "trouser")
                .endsWith("ankle boot");
    }
}
