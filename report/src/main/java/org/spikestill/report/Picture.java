package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;

/// An array as a picture, one pixel for each position, stored in the page as PNG.
///
/// @param address data address of the PNG
public record Picture(String address) {
    private static final String PNG = "data:image/png;base64,";

    /// Colour of NaN and infinity in a heat map: a grey outside of the colour map.
    private static final int NOT_FINITE = 0x808080;

    /// Colour of one pixel.
    @FunctionalInterface
    public interface Colours {
        /// @return 0xRRGGBB
        int at(int row, int column);
    }

    public static Picture of(int height, int width, Colours colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.setRGB(column, row, colours.at(row, column));
            }
        }
        return new Picture(PNG + Base64.getEncoder().encodeToString(png(image)));
    }

    /// The file of the picture.
    public byte[] png() {
        return Base64.getDecoder().decode(address.substring(PNG.length()));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new AssertionError("every Java platform writes PNG");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("writing a PNG into memory failed", failure);
        }
        return bytes.toByteArray();
    }

    /// Whether [#pixels] can show arrays of this shape: `[1, H, W]` (grey) or `[3, H, W]` (red, green, blue).
    public static boolean shows(Shape shape) {
        return shape.isMap() && (shape.channels() == 1 || shape.channels() == 3);
    }

    /// An image.
    ///
    /// @param image `[1, H, W]` or `[3, H, W]`, values in [0, 1]; values outside take the nearer end
    public static Picture pixels(Block image) {
        if (!shows(image.shape())) {
            throw new IllegalArgumentException("an array " + image + " is no image: it must be [1, H, W] or [3, H, W]");
        }
        int height = image.shape().height();
        int width = image.shape().width();
        int channels = image.shape().channels();
        float[] values = image.toFloats();
        return of(height, width, (row, column) -> {
            int rgb = 0;
            for (int i = 0; i < 3; i++) {
                int channel = Math.min(i, channels - 1);
                float value = Math.clamp(values[(channel * height + row) * width + column], 0f, 1f);
                rgb = rgb << 8 | Math.round(255 * value);
            }
            return rgb;
        });
    }

    /// A heat map in the colours of [Viridis], from its smallest to its largest value; a constant map takes the colour of
    /// the smallest.
    ///
    /// @param map `[H, W]`, any scale
    public static Picture heat(Block map) {
        if (map.shape().sizes().size() != 2) {
            throw new IllegalArgumentException("an array " + map + " is no map: it must be [H, W]");
        }
        int width = map.shape().sizes().get(1);
        float[] values = map.toFloats();
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Float.isFinite(value) ? Math.min(low, value) : low;
            high = Float.isFinite(value) ? Math.max(high, value) : high;
        }
        float from = low;
        double span = high > low ? (double) high - low : 1;
        return of(map.shape().sizes().get(0), width, (row, column) -> {
            float value = values[row * width + column];
            return Float.isFinite(value) ? Viridis.rgb((value - from) / span) : NOT_FINITE;
        });
    }

    /// @param alternative text in place of the picture
    public Html toHtml(String alternative) {
        return element("img").with("src", address).with("alt", alternative);
    }
}
