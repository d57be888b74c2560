package org.spikestill.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Reads one picture, PNG, JPEG, WebP, BMP or the first frame of a GIF, as a sample.
public final class Images {
    /// Bound on decoded pixels: a picture of 50 megapixels takes 200 MB.
    private static final long MAX_PIXELS = 50_000_000;

    /// Bound for a byte of the file, beyond [#FREE_PIXELS]: deflate, the densest code but WebP's, reaches 8,256 in pictures of one bit.
    private static final long MAX_PIXELS_PER_BYTE = 10_000;

    /// Pixels that any file may claim.
    private static final long FREE_PIXELS = 1 << 20;

    private Images() {}

    /// The same for a picture of any size, turned upright as its EXIF orientation has it and brought to the wanted size.
    ///
    /// @throws InvalidFile if the file is no such picture, or has more than 50 megapixels
    public static float[] read(Path path, Shape wanted, Fit fit) throws IOException {
        checkShape(wanted);
        Orientation orientation = Orientation.of(path);
        BufferedImage image;
        try (Picture picture = Picture.open(path)) {
            checkPixels(path, picture.width(), picture.height());
            image = picture.decode();
        }
        FittedPicture.Size upright = new FittedPicture.Size(wanted.height(), wanted.width());
        FittedPicture.Size frame = orientation.swaps() ? upright.swapped() : upright;
        FittedPicture.Size whole = new FittedPicture.Size(image.getHeight(), image.getWidth());
        float[] stored = FittedPicture.of(whole, frame, fit)
                .read((row, line) -> row(image, row, wanted.channels(), line), wanted.channels(), whole.width(), frame);
        return orientation.apply(stored, wanted.channels(), wanted.height(), wanted.width());
    }

    /// Width and height of the upright picture; no pixel is decoded.
    ///
    /// @throws InvalidFile if the file is no such picture, is cut short or has more than 50 megapixels
    static FittedPicture.Size size(Path path) throws IOException {
        FittedPicture.Size stored;
        try (Picture picture = Picture.open(path)) {
            stored = new FittedPicture.Size(picture.height(), picture.width());
        }
        checkPixels(path, stored.width(), stored.height());
        PictureEnd.check(path);
        return stored.height() != stored.width() && Orientation.of(path).swaps() ? stored.swapped() : stored;
    }

    /// The nature of a picture.
    ///
    /// @param size upright
    /// @param mode format and colours, such as `PNG palette`
    /// @param turned whether it is stored in another orientation
    record Look(FittedPicture.Size size, String mode, boolean turned) {}

    /// Decodes a picture and drops its pixels.
    ///
    /// @throws InvalidFile if the file is no such picture, is damaged or has more than 50 megapixels
    static Look look(Path path) throws IOException {
        FittedPicture.Size upright = size(path);
        try (Picture picture = Picture.open(path)) {
            String mode = picture.mode();
            picture.decode();
            return new Look(upright, mode, !Orientation.of(path).equals(Orientation.UPRIGHT));
        }
    }

    private static void checkPixels(Path path, int width, int height) throws IOException {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw new InvalidFile(
                    path,
                    "the picture is " + width + " wide and " + height + " high, wanted 1 or more each and at most "
                            + MAX_PIXELS / 1_000_000 + " megapixels: scale it first");
        }
        long bytes = Files.size(path);
        long pixels = (long) width * height;
        if (pixels > FREE_PIXELS && pixels / bytes > MAX_PIXELS_PER_BYTE) {
            throw new InvalidFile(
                    path,
                    "the picture is " + width + " wide and " + height + " high in " + bytes + " bytes, wanted at most "
                            + MAX_PIXELS_PER_BYTE + " pixels a byte: it is damaged, or of one colour");
        }
    }

    private static void checkShape(Shape wanted) {
        if (!wanted.isMap() || (wanted.channels() != 1 && wanted.channels() != 3)) {
            throw new IllegalArgumentException(
                    "a picture has shape [1, H, W] or [3, H, W], " + wanted + " is wanted: no picture can be that");
        }
    }

    /// Raw values in [0, 1], planar. Colour becomes grey, or grey becomes colour, as the wanted channels ask; what is
    /// transparent shows black behind it. Nothing is resized. The size is compared before any pixel is decoded: a
    /// picture takes no more memory than was wanted.
    ///
    /// ```
    /// grey = 0.299·red + 0.587·green + 0.114·blue      (ITU-R BT.601)
    /// ```
    ///
    /// @param wanted `[1, H, W]` or `[3, H, W]`
    /// @throws InvalidFile if the file is no such picture or has another size
    public static float[] read(Path path, Shape wanted) throws IOException {
        checkShape(wanted);
        BufferedImage image = decode(path, wanted);
        int width = wanted.width();
        int plane = wanted.height() * width;
        float[] values = new float[wanted.elements()]; // [C, H, W]
        float[] line = new float[wanted.channels() * width];
        for (int row = 0; row < wanted.height(); row++) {
            row(image, row, wanted.channels(), line);
            for (int channel = 0; channel < wanted.channels(); channel++) {
                System.arraycopy(line, channel * width, values, channel * plane + row * width, width);
            }
        }
        return values;
    }

    /// The shape that a picture has as a sample; nothing is decoded.
    ///
    /// @param channels 1 or 3
    /// @param most pixels of an edge, refused beyond
    /// @throws InvalidFile if the file is no such picture
    public static Shape shape(Path path, int channels, int most) throws IOException {
        try (Picture picture = Picture.open(path)) {
            int width = picture.width();
            int height = picture.height();
            if (width < 1 || height < 1 || width > most || height > most) {
                throw new InvalidFile(
                        path,
                        "the picture is " + width + " wide and " + height + " high, wanted 1 to " + most
                                + ": scale it first");
            }
            return Shape.of(channels, height, width);
        }
    }

    /// Checks that a picture is there, may be read, is whole and has a size; no pixel is decoded.
    ///
    /// @throws InvalidFile if it is not
    static void check(Path path, Shape wanted) throws IOException {
        try (Picture picture = Picture.open(path)) {
            checkSize(path, picture.width(), picture.height(), wanted);
        }
        PictureEnd.check(path);
    }

    private static float luma(float red, float green, float blue) {
        boolean grey = red == green && green == blue; // then the value itself, without rounding
        return grey ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    private static BufferedImage decode(Path path, Shape wanted) throws IOException {
        try (Picture picture = Picture.open(path)) {
            checkSize(path, picture.width(), picture.height(), wanted);
            return picture.decode();
        }
    }

    private static void checkSize(Path path, int width, int height, Shape wanted) {
        if (width != wanted.width() || height != wanted.height()) {
            throw new InvalidFile(
                    path,
                    "the picture is " + width + " wide and " + height + " high, wanted " + wanted.width() + " and "
                            + wanted.height() + ": crop or scale it first");
        }
    }

    /// @param line `[C, W]`, written
    private static void row(BufferedImage image, int row, int channels, float[] line) {
        int width = image.getWidth();
        float[] colour = new float[3];
        for (int column = 0; column < width; column++) {
            read(image, column, row, colour);
            if (channels == 1) {
                line[column] = luma(colour[0], colour[1], colour[2]);
            } else {
                for (int channel = 0; channel < 3; channel++) {
                    line[channel * width + column] = colour[channel];
                }
            }
        }
    }

    private static void read(BufferedImage image, int column, int row, float[] colour) {
        ColorModel model = image.getColorModel();
        int bands = image.getRaster().getNumBands();
        boolean grey = model.getNumColorComponents() == 1;
        if (grey) {
            // Samples as stored: getRGB takes grey for linear light and would brighten it.
            float value = sample(image, column, row, 0) * (bands > 1 ? sample(image, column, row, 1) : 1);
            colour[0] = value;
            colour[1] = value;
            colour[2] = value;
        } else {
            int argb = image.getRGB(column, row);
            float opaque = (argb >>> 24) / 255f;
            colour[0] = (argb >> 16 & 0xff) / 255f * opaque;
            colour[1] = (argb >> 8 & 0xff) / 255f * opaque;
            colour[2] = (argb & 0xff) / 255f * opaque;
        }
    }

    private static float sample(BufferedImage image, int column, int row, int band) {
        int bits = image.getSampleModel().getSampleSize(band);
        return (float) image.getRaster().getSample(column, row, band) / ((1 << bits) - 1);
    }
}
