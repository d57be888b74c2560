package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class TinyImageNetTest {
    /// Pictures of one colour come back from JPEG to within its rounding.
    private static final float JPEG = 2.5f / 255;

    @TempDir
    private Path folder;

    private Path path(String name) {
        return folder.resolve("tiny-imagenet-200").resolve(name);
    }

    private void text(String name, String content) throws IOException {
        Fixtures.write(path(name), content.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void writeSet() throws IOException {
        text("wnids.txt", "n02\nn01\n");
        text("words.txt", "n01\tgoldfish, Carassius auratus\nn02\tbullfrog\nn03\tsalamander\n");
        picture("train/n02/images/n02_1.JPEG", false, 0x204060);
        picture("train/n02/images/n02_0.JPEG", true, 0x808080);
        picture("train/n01/images/n01_0.JPEG", false, 0xff0000);
        picture("val/images/val_0.JPEG", false, 0x00ff00);
        text("val/val_annotations.txt", "val_0.JPEG\tn01\t0\t0\t62\t62\n");
    }

    private void picture(String name, boolean grey, int rgb) throws IOException {
        Pictures.write(path(name), "jpeg", grey, 64, 64, rgb);
    }

    private DataSource.Opened open() throws IOException {
        return new TinyImageNet().open(Optional.of(folder));
    }

    @Test
    void classesAreInTheOrderOfTheirIdsAndGreyBecomesColour() throws IOException {
        DataSource.Opened opened = open();

        assertThat(opened.classNames()).containsExactly("bullfrog", "goldfish");
        assertThat(opened.train().sample()).isEqualTo(Shape.of(3, 64, 64));
        assertThat(opened.train().size()).isEqualTo(3);
        assertThat(new int[] {
                    opened.train().label(0),
                    opened.train().label(1),
                    opened.train().label(2)
                })
                .as("by the numbers of the pictures: the first n are of all classes")
                .containsExactly(1, 0, 0);
        assertThat(opened.test().label(0)).isEqualTo(1);
        assertColour(Fixtures.read(opened.train(), 1), 0x808080);
        assertColour(Fixtures.read(opened.train(), 2), 0x204060);
        assertColour(Fixtures.read(opened.test(), 0), 0x00ff00);
    }

    private static void assertColour(float[] sample, int rgb) {
        for (int channel = 0; channel < 3; channel++) {
            float[] plane = Arrays.copyOfRange(sample, channel * 4096, (channel + 1) * 4096);
            float[] expected = new float[4096];
            Arrays.fill(expected, (rgb >> 16 - 8 * channel & 0xff) / 255f);
            assertThat(plane).containsExactly(expected, within(JPEG));
        }
    }

    @Test
    void theDigestFollowsPixelsAndLabels() throws IOException {
        String digest = open().train().digest();
        assertThat(open().train().digest()).isEqualTo(digest).hasSize(64);
        picture("train/n01/images/n01_0.JPEG", false, 0xf00000);
        assertThat(open().train().digest()).isNotEqualTo(digest);
    }

    /// As the scripts in circulation leave it: with or without `images`, with or without the annotations.
    @ParameterizedTest
    @CsvSource({"val/%s/images/, true", "val/%s/images/, false", "val/%s/, true", "val/%s/, false"})
    void picturesMovedIntoClassFoldersAreTheSameSamples(String place, boolean annotated) throws IOException {
        picture("val/images/val_10.JPEG", false, 0x0000ff);
        picture("val/images/val_2.JPEG", false, 0x010203);
        text("val/val_annotations.txt", "val_0.JPEG\tn01\nval_2.JPEG\tn02\nval_10.JPEG\tn01\n");
        String published = open().test().digest();
        move("val_0.JPEG", place.formatted("n01"));
        move("val_2.JPEG", place.formatted("n02"));
        move("val_10.JPEG", place.formatted("n01"));
        Files.delete(path("val/images"));
        if (!annotated) {
            Files.delete(path("val/val_annotations.txt"));
        }

        Dataset moved = open().test();

        moved.check();
        assertThat(moved.size()).isEqualTo(3);
        assertThat(moved.digest()).isEqualTo(published);
    }

    private void move(String name, String place) throws IOException {
        Path folder = Files.createDirectories(path(place));
        Files.move(path("val/images/" + name), folder.resolve(name));
    }

    @Test
    void neitherLayoutIsRefused() throws IOException {
        Files.delete(path("val/val_annotations.txt"));
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(
                        path("val") + ": holds neither val_annotations.txt nor pictures in folders of their classes:"
                                + " unpack the published set again");
    }

    /// One each that is missing, of another size, no picture, and cut short; a sound one beside them.
    @Test
    void allPicturesThatCannotBeUsedAreNamedAtOnce() throws IOException {
        text(
                "val/val_annotations.txt",
                "val_0.JPEG\tn01\nval_1.JPEG\tn01\nval_2.JPEG\tn01\nval_3.JPEG\tn01\nval_4.JPEG\tn02\n");
        picture("val/images/val_2.JPEG", false, 0);
        Pictures.write(path("val/images/val_2.JPEG"), "jpeg", false, 32, 64, 0);
        text("val/images/val_3.JPEG", "<html>not found</html>");
        byte[] whole = Files.readAllBytes(path("val/images/val_0.JPEG"));
        Fixtures.write(path("val/images/val_4.JPEG"), Arrays.copyOf(whole, whole.length - 20));
        Path images = path("val/images");
        Dataset test = open().test();
        assertThatThrownBy(test::check)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(images + ": 4 of 5 pictures cannot be used: "
                        + images.resolve("val_1.JPEG") + ": there is no such file; "
                        + images.resolve("val_2.JPEG")
                        + ": the picture is 32 wide and 64 high, wanted 64 and 64: crop or scale it first; "
                        + images.resolve("val_3.JPEG") + ": byte 0: no PNG, JPEG, WebP, BMP or GIF picture; "
                        + images.resolve("val_4.JPEG") + ": the picture is cut short at byte " + (whole.length - 20)
                        + ": fetch it again");
        assertThatThrownBy(() -> DataSplits.of(new TinyImageNet(), Optional.of(folder), 0, Seed.of(1)))
                .as("a run's data")
                .hasMessageStartingWith(images + ": 4 of 5 pictures cannot be used: ");
    }

    @Test
    void ofManyTheFirstAreNamedAndTheRestIsCounted() throws IOException {
        text("val/val_annotations.txt", "none_%d.JPEG\tn01\n".repeat(7).formatted(0, 1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> open().test().check())
                .hasMessageStartingWith(path("val/images") + ": 7 of 7 pictures cannot be used: ")
                .hasMessageContaining("none_4.JPEG")
                .hasMessageNotContaining("none_5.JPEG")
                .hasMessageEndingWith("; and 2 more");
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path picture = path("train/n01/images/n01_0.JPEG");
        Pictures.write(picture, "jpeg", false, 64, 63, 0);
        Dataset train = open().train();
        assertThatThrownBy(() -> Fixtures.read(train, 0))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(picture + ": the picture is 64 wide and 63 high, wanted 64 and 64: crop or scale it first");
        text("val/val_annotations.txt", "val_0.JPEG\tn01\n../../secret\tn02\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFile.class)
                .hasMessage(path("val/val_annotations.txt")
                        + ": line 2: a name of letters, digits, dots and dashes is wanted");
        text("val/val_annotations.txt", "val_0.JPEG\tn07\n");
        assertThatThrownBy(this::open)
                .hasMessage(
                        path("val/val_annotations.txt") + ": line 1: wanted a file and the id of a class in wnids.txt");
        text("val/val_annotations.txt", "val_0.JPEG\tn01\nval_1.JPEG\tn01\nval_0.JPEG\tn02\n");
        assertThatThrownBy(this::open)
                .hasMessage(path("val/val_annotations.txt")
                        + ": line 3: names val_0.JPEG, as line 1 does: a picture counts once");
        text("wnids.txt", "n02\nn02\n");
        assertThatThrownBy(this::open)
                .hasMessage(path("wnids.txt") + ": holds 2 ids of classes, wanted 2 to 1000, each once");
        text("wnids.txt", "n02\n../n01\n");
        assertThatThrownBy(this::open)
                .hasMessage(path("wnids.txt") + ": line 2: a name of letters, digits, dots and dashes is wanted");
    }
}
