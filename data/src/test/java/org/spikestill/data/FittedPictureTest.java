package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Pictures written by Pillow 11, whose own results are the expectations: `pictures/noise.png` is a grey picture of 11×7, the
/// others show a gradient of 20×12, red = 12·column, green = 20·row, blue = 60.
class FittedPictureTest {
    /// Pillow resamples in float32 here, like us, but columns before rows.
    private static final Offset<Float> ROUNDING = within(2e-5f);

    private static final Shape GRADIENT = Shape.of(3, 12, 20);

    @TempDir
    private Path folder;

    static Path picture(String name) {
        return Path.of("src/test/resources/org/spikestill/data/pictures", name).toAbsolutePath();
    }

    private static void assertRow(float[] values, int row, int width, double... expected) {
        for (int i = 0; i < width; i++) {
            assertThat(values[row * width + i])
                    .as("row %d, column %d", row, i)
                    .isCloseTo((float) expected[i], ROUNDING);
        }
    }

    @Test
    void shrinkingAndEnlargingAgreeWithPillow() throws IOException {
        float[] small = Images.read(picture("noise.png"), Shape.of(1, 4, 4), Fit.STRETCH);
        assertRow(small, 0, 4, 0.58451, 0.68391, 0.51678, 0.56966);
        assertRow(small, 3, 4, 0.42766, 0.50722, 0.32448, 0.4045);
        float[] large = Images.read(picture("noise.png"), Shape.of(1, 13, 13), Fit.STRETCH);
        assertRow(
                large, 1, 13, 0.25611, 0.73923, 0.62669, 0.473, 0.63989, 0.92519, 0.53364, 0.57396, 0.57754, 0.39427,
                0.4652, 0.75508, 0.51282);
    }

    @Test
    void croppingTakesTheMiddle() throws IOException {
        float[] values = Images.read(picture("noise.png"), Shape.of(1, 4, 4), Fit.CROP); // box (2, 0, 9, 7)
        assertRow(values, 0, 4, 0.57032, 0.78401, 0.52372, 0.44324);
        assertRow(values, 3, 4, 0.53901, 0.53052, 0.25712, 0.38822);
    }

    @Test
    void paddingKeepsTheWholePicture() throws IOException {
        float[] values = Images.read(picture("noise.png"), Shape.of(1, 4, 4), Fit.PAD); // 4×3, one row of black
        assertRow(values, 0, 4, 0.60919, 0.71332, 0.50632, 0.54701);
        assertRow(values, 2, 4, 0.41811, 0.45689, 0.35457, 0.44902);
        assertRow(values, 3, 4, 0, 0, 0, 0);
    }

    /// One size in, the same size out: not a bit changes, whatever the fit.
    @Test
    void aPictureOfTheWantedSizeStays() throws IOException {
        for (Fit fit : Fit.values()) {
            assertThat(Images.read(picture("noise.png"), Shape.of(1, 7, 11), fit))
                    .isEqualTo(Images.read(picture("noise.png"), Shape.of(1, 7, 11)));
        }
    }

    /// @param levels by which lossy formats may be off: lossy WebP halves the resolution of colour
    @ParameterizedTest
    @CsvSource({
        "lossless.webp, 0",
        "lossy.webp, 40",
        "cmyk.jpg, 12",
        "exif1.jpg, 12",
        "exif2.jpg, 12",
        "exif3.jpg, 12",
        "exif4.jpg, 12",
        "exif5.jpg, 12",
        "exif6.jpg, 12",
        "exif7.jpg, 12",
        "exif8.jpg, 12",
        "exif6.webp, 0"
    })
    void everyFormatAndOrientationShowsTheGradient(String name, int levels) throws IOException {
        assertThat(Images.size(picture(name))).isEqualTo(new FittedPicture.Size(12, 20));
        float[] values = Images.read(picture(name), GRADIENT, Fit.CROP);
        for (int row = 0; row < 12; row++) {
            for (int column = 0; column < 20; column++) {
                int at = row * 20 + column;
                assertThat(255 * values[at])
                        .as("red at %d, %d", row, column)
                        .isCloseTo(12 * column, within(levels + 1e-3f));
                assertThat(255 * values[240 + at])
                        .as("green at %d, %d", row, column)
                        .isCloseTo(20 * row, within(levels + 1e-3f));
                assertThat(255 * values[480 + at]).isCloseTo(60, within(levels + 1e-3f));
            }
        }
    }

    @Test
    void theFirstFrameOfAGifIsRead() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0xff0000);
        Path file = folder.resolve("a.gif");
        ImageIO.write(image, "gif", file.toFile());
        assertThat(Images.read(file, Shape.of(3, 1, 2), Fit.CROP)).containsExactly(0, 1, 0, 0, 0, 0);
    }

    /// A header may claim any size: it is refused before anything of that size is allocated.
    @Test
    void hugePicturesAreRefused() throws IOException {
        BufferedImage image = new BufferedImage(20_000, 2600, BufferedImage.TYPE_BYTE_BINARY);
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        assertThatThrownBy(() -> Images.read(file, GRADIENT, Fit.CROP))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file + ": the picture is 20000 wide and 2600 high, wanted 1 or more each and at most 50"
                        + " megapixels: scale it first");
    }

    /// A file of 108 bytes whose header claims 4 megapixels.
    @Test
    void morePixelsThanItsBytesCanHoldAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(picture("exif6.webp"));
        whole[24] = (byte) 0xff; // width − 1 of the canvas, 24 bits
        whole[25] = 0x07;
        whole[27] = (byte) 0xff; // height − 1
        whole[28] = 0x07;
        Path file = Files.write(folder.resolve("claims.webp"), whole);
        assertThatThrownBy(() -> Images.read(file, GRADIENT, Fit.CROP))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(
                        file + ": the picture is 2048 wide and 2048 high in 108 bytes, wanted at most 10000 pixels a"
                                + " byte: it is damaged, or of one colour");
    }

    /// Pixels or one clear refusal, whatever bytes are changed or cut off.
    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp", "cmyk.jpg", "exif6.jpg", "exif6.webp"})
    void damageIsRefusedOrDecodedButNeverCrashes(String name) throws IOException {
        byte[] whole = Files.readAllBytes(picture(name));
        Path file = folder.resolve(name);
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int change = 0; i % 4 > 0 && change < i % 4; change++) {
                damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                assertThat(Images.read(file, GRADIENT, Fit.PAD)).hasSize(720);
            } catch (InvalidFile refused) {
                assertThat(refused).hasMessageStartingWith(file + ": ");
            }
        }
    }
}
