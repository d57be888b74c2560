package org.spikestill.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.spikestill.model.InvalidFile;

/// An opened PNG, JPEG, WebP, BMP or GIF file, read front to back. The file is found by the bytes of its name, which a `java.io.File`
/// loses where the locale cannot express them. Not for sharing between threads.
final class Picture implements AutoCloseable {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "webp", "bmp", "gif");

    private final Path path;
    private final ImageInputStream in;
    private final ImageReader reader;

    private Picture(Path path, ImageInputStream in, ImageReader reader) {
        this.path = path;
        this.in = in;
        this.reader = reader;
    }

    /// @throws InvalidFile if there is no such file, if it may not be read, or if it is no picture
    static Picture open(Path path) throws IOException {
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw InvalidFile.missing(path);
        }
        ImageInputStream in;
        try {
            in = new PictureInput(Files.newByteChannel(path));
        } catch (IOException e) {
            throw InvalidFile.unreadable(path, e);
        }
        try {
            ImageReader reader = reader(path, in);
            reader.setInput(in, true, true); // front to back, without comments and thumbnails
            return new Picture(path, in, reader);
        } catch (IOException e) { // readers that look at the first bytes of a short file
            in.close();
            throw new InvalidFile(path, "the picture is damaged: " + InvalidFile.reason(e), e);
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static ImageReader reader(Path path, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new InvalidFile(path, "byte 0: no PNG, JPEG, WebP, BMP or GIF picture");
    }

    int width() {
        return asked(() -> reader.getWidth(0));
    }

    int height() {
        return asked(() -> reader.getHeight(0));
    }

    /// Format and colours as they are stored, such as `JPEG CMYK`.
    String mode() {
        return asked(() -> {
            ImageTypeSpecifier type = reader.getRawImageType(0);
            String format = reader.getFormatName().toUpperCase(Locale.ROOT);
            return type == null ? format : format + " " + mode(type.getColorModel());
        });
    }

    private static String mode(ColorModel model) {
        if (model instanceof IndexColorModel) {
            return "palette";
        }
        String colours = switch (model.getNumColorComponents()) {
            case 1 -> "grey";
            case 4 -> "CMYK";
            default -> "colour";
        };
        return colours + (model.getComponentSize(0) > 8 ? " of 16 bits" : "") + (model.hasAlpha() ? " with alpha" : "");
    }

    BufferedImage decode() {
        return asked(() -> reader.read(0));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /// The decoders of the JDK trust sizes and offsets in a file: any unchecked exception of theirs is about the file.
    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | RuntimeException e) { // readers fail in many ways on damaged files
            throw new InvalidFile(path, "the picture is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        in.close();
    }
}
