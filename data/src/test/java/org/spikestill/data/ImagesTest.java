package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class ImagesTest {
    private static final Shape GREY = Shape.of(1, 2, 3);
    private static final Shape COLOUR = Shape.of(3, 2, 3);

    @TempDir
    private Path folder;

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    /// A grey picture three wide and two high with these samples, row by row, as stored in the file.
    private static BufferedImage grey(int type, int... samples) {
        var image = new BufferedImage(3, 2, type);
        for (int i = 0; i < samples.length; i++) {
            image.getRaster().setSample(i % 3, i / 3, 0, samples[i]);
        }
        return image;
    }

    private static BufferedImage colour(int type, int... argb) {
        var image = new BufferedImage(3, 2, type);
        for (int i = 0; i < argb.length; i++) {
            image.setRGB(i % 3, i / 3, argb[i]);
        }
        return image;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void greyBytesComeAsTheyAreStored(String format) throws IOException {
        Path file = write(grey(BufferedImage.TYPE_BYTE_GRAY, 0, 51, 102, 153, 204, 255), format);
        float[] expected = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
        assertThat(Images.read(file, GREY)).containsExactly(expected);
        float[] thrice = Arrays.copyOf(expected, 18);
        System.arraycopy(expected, 0, thrice, 6, 6);
        System.arraycopy(expected, 0, thrice, 12, 6);
        assertThat(Images.read(file, COLOUR)).containsExactly(thrice);
    }

    @Test
    void greyOfAnyDepthSpansNoughtToOne() throws IOException {
        Path deep = write(grey(BufferedImage.TYPE_USHORT_GRAY, 0, 13107, 65535, 0, 0, 0), "png");
        assertThat(Images.read(deep, GREY)).startsWith(0, 0.2f, 1);
        Path flat = write(grey(BufferedImage.TYPE_BYTE_BINARY, 0, 1, 1, 0, 0, 1), "png");
        assertThat(Images.read(flat, GREY)).containsExactly(0, 1, 1, 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void coloursArePlanarAndTheirGreyIsWeighted(String format) throws IOException {
        Path file = write(
                colour(BufferedImage.TYPE_INT_RGB, 0xff0000, 0x00ff00, 0x0000ff, 0x336699, 0xffffff, 0x808080), format);
        assertThat(Images.read(file, COLOUR))
                .containsExactly(
                        1,
                        0,
                        0,
                        0.2f,
                        1,
                        128 / 255f, //
                        0,
                        1,
                        0,
                        0.4f,
                        1,
                        128 / 255f, //
                        0,
                        0,
                        1,
                        0.6f,
                        1,
                        128 / 255f);
        assertThat(Images.read(file, GREY))
                .containsExactly(
                        new float[] {
                            0.299f, 0.587f, 0.114f, 0.299f * 0.2f + 0.587f * 0.4f + 0.114f * 0.6f, 1, 128 / 255f
                        },
                        within(1e-6f));
    }

    @Test
    void blackShowsThroughWhatIsTransparent() throws IOException {
        Path file =
                write(colour(BufferedImage.TYPE_INT_ARGB, 0x00ffffff, 0x33ff0000, 0xffffffff, 0xff000000, 0, 0), "png");
        float[] values = Images.read(file, COLOUR);
        assertThat(Arrays.copyOf(values, 6)).containsExactly(0, 0.2f, 1, 0, 0, 0);
        assertThat(Arrays.copyOfRange(values, 6, 12)).containsExactly(0, 0, 1, 0, 0, 0);
    }

    @Test
    void jpegLosesLittle() throws IOException {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        for (float value : Images.read(write(image, "jpg"), Shape.of(1, 8, 8))) {
            assertThat(value).isCloseTo(100 / 255f, within(0.02f));
        }
    }

    @Test
    void refusesAnotherSizeWithoutDecoding() throws IOException {
        Path file = write(grey(BufferedImage.TYPE_BYTE_GRAY), "png");
        assertThatThrownBy(() -> Images.read(file, Shape.of(1, 28, 28)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file + ": the picture is 3 wide and 2 high, wanted 28 and 28: crop or scale it first");
        ByteBuffer huge = ByteBuffer.wrap(Files.readAllBytes(file));
        huge.putInt(16, 2_000_000_000).putInt(20, 2_000_000_000); // width and height in the PNG header
        var checksum = new CRC32();
        checksum.update(huge.array(), 12, 17);
        huge.putInt(29, (int) checksum.getValue());
        Files.write(file, huge.array());
        assertThatThrownBy(() -> Images.read(file, GREY))
                .hasMessage(
                        file + ": the picture is 2000000000 wide and 2000000000 high, wanted 3 and 2: crop or scale it"
                                + " first");
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        Path text = Fixtures.write(
                folder.resolve("a.png"), "not a picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Images.read(text, GREY))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(text + ": byte 0: no PNG, JPEG, WebP, BMP or GIF picture");
        Path missing = folder.resolve("missing.png");
        assertThatThrownBy(() -> Images.read(missing, GREY))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(missing + ": there is no such file");
    }

    /// However a picture is damaged, the answer is pixels or one clear refusal.
    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "jpg", "gif"})
    void damageIsRefusedOrDecodedButNeverCrashes(String format) throws IOException {
        Path file = write(grey(BufferedImage.TYPE_BYTE_GRAY, 1, 2, 3, 4, 5, 6), format);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 1 + whole.length / 60) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) 0x55;
            for (byte[] damaged : new byte[][] {Arrays.copyOf(whole, i), flipped}) {
                Files.write(file, damaged);
                try {
                    assertThat(Images.read(file, GREY)).hasSize(6);
                } catch (InvalidFile refused) {
                    assertThat(refused).hasMessageStartingWith(file + ": ");
                }
            }
        }
    }

    /// Found by `bench/run fuzz`: the decoder of the JDK makes an array of a negative size of the offset of the pixels.
    @Test
    void anOffsetThatTheDecoderTrustsIsRefused() throws IOException {
        Path file = write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "bmp");
        byte[] damaged = Files.readAllBytes(file);
        Arrays.fill(damaged, 6, 14, (byte) 0xff);
        Files.write(file, damaged);
        assertThatThrownBy(() -> Images.read(file, Shape.of(3, 9, 9)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(file + ": the picture is damaged: ");
    }

    @Test
    void refusesAShapeThatNoPictureHas() {
        assertThatThrownBy(() -> Images.read(folder.resolve("a.png"), Shape.of(784)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture has shape [1, H, W] or [3, H, W], [784] is wanted: no picture can be that");
    }
}
