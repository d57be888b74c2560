package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class PictureTest {
    @Test
    void anotherDecoderReadsEveryPixel() throws IOException {
        int height = 13;
        int width = 7;

        BufferedImage image = decode(Picture.of(height, width, PictureTest::anyColour));

        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(image.getWidth()).isEqualTo(width);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                assertThat(image.getRGB(column, row) & 0xFFFFFF).isEqualTo(anyColour(row, column));
            }
        }
    }

    /// Pixels that do not compress must fit as well.
    @Test
    void noiseIsWrittenWhole() throws IOException {
        BufferedImage image = decode(Picture.of(300, 200, PictureTest::anyColour));

        assertThat(image.getRGB(199, 299) & 0xFFFFFF).isEqualTo(anyColour(299, 199));
    }

    @Test
    void channelsAreRedGreenBlueAndClamped() throws IOException {
        float[] pixels = {0f, 1f, /* green */ 0.5f, 0f, /* blue */ 2f, -1f};

        BufferedImage image = decode(Picture.pixels(Block.of(Shape.of(3, 1, 2), pixels)));

        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x0080FF);
        assertThat(image.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0xFF0000);
    }

    @Test
    void oneChannelIsGrey() throws IOException {
        BufferedImage image = decode(Picture.pixels(Block.of(Shape.of(1, 2, 1), 0f, 0.2f)));

        assertThat(image.getRGB(0, 1) & 0xFFFFFF).isEqualTo(0x333333);
    }

    @Test
    void aMapRunsFromItsSmallestToItsLargestValue() throws IOException {
        BufferedImage image = decode(Picture.heat(Block.of(Shape.of(1, 4), -3f, 5f, Float.NaN, 1f)));

        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(Viridis.rgb(0));
        assertThat(image.getRGB(1, 0) & 0xFFFFFF).isEqualTo(Viridis.rgb(1));
        assertThat(image.getRGB(2, 0) & 0xFFFFFF).isEqualTo(0x808080);
        assertThat(image.getRGB(3, 0) & 0xFFFFFF).isEqualTo(Viridis.rgb(0.5));
    }

    @Test
    void aSilentMapIsDrawnAsSmallest() throws IOException {
        BufferedImage image = decode(Picture.heat(Block.filled(Shape.of(2, 2), 0f)));

        assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(Viridis.rgb(0));
    }

    /// Entries 0, 64, 128, 192 and 255 of matplotlib's table.
    @ParameterizedTest
    @CsvSource({"0, 440154", "64, 3b528b", "128, 21918c", "192, 5ec962", "255, fde725"})
    void coloursAreWithinFourLevelsOfThePublishedTable(int entry, String published) {
        int wanted = Integer.parseInt(published, 16);
        int found = Viridis.rgb(entry / 255.0);

        for (int shift = 0; shift < 24; shift += 8) {
            assertThat(found >> shift & 0xFF).isCloseTo(wanted >> shift & 0xFF, within(4));
        }
    }

    @Test
    void otherShapesAreRefused() {
        assertThatThrownBy(() -> Picture.pixels(Block.filled(Shape.of(2, 4, 4), 0f)))
                .hasMessage("an array F32 [2, 4, 4] is no image: it must be [1, H, W] or [3, H, W]");
        assertThatThrownBy(() -> Picture.heat(Block.filled(Shape.of(1, 4, 4), 0f)))
                .hasMessage("an array F32 [1, 4, 4] is no map: it must be [H, W]");
        assertThat(Picture.shows(Shape.of(3, 4, 4))).isTrue();
        assertThat(Picture.shows(Shape.of(2, 4, 4))).isFalse();
        assertThat(Picture.shows(Shape.of(3))).isFalse();
    }

    private static int anyColour(int row, int column) {
        return (int) Seed.mix(row, column) & 0xFFFFFF;
    }

    private static BufferedImage decode(Picture picture) throws IOException {
        String prefix = "data:image/png;base64,";
        String address = picture.address();
        assertThat(address).startsWith(prefix);
        byte[] file = Base64.getDecoder().decode(address.substring(prefix.length()));
        return ImageIO.read(new ByteArrayInputStream(file));
    }
}
