package org.spikestill.data;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The orientation of the camera, as EXIF notes it in JPEG and WebP pictures (EXIF 2.32, tag 0x0112).
///
/// ```
/// 1 upright    2 mirrored    3 turned by 180°    4 flipped    5 transposed    6 to be turned by 90° clockwise
/// 7 transposed along the other diagonal    8 to be turned by 90° anticlockwise
/// ```
///
/// @param code 1 to 8
record Orientation(int code) {
    static final Orientation UPRIGHT = new Orientation(1);

    Orientation {
        assert code >= 1 && code <= 8 : code;
    }

    /// Upright where a picture notes none, or none that can be read.
    static Orientation of(Path picture) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(picture))) {
            in.mark(2);
            int first = in.read() << 8 | in.read();
            in.reset();
            return switch (first) {
                case 0xffd8 -> of(JpegMetadataReader.readMetadata(in, List.of(new ExifReader())));
                case 0x5249 -> RiffChunks.fit(picture) ? of(WebpMetadataReader.readMetadata(in)) : UPRIGHT;
                default -> UPRIGHT;
            };
        } catch (ImageProcessingException | IOException | RuntimeException _) {
            return UPRIGHT; // a picture is not refused for its notes; one that cannot be read is, when it is opened
        }
    }

    private static Orientation of(Metadata notes) {
        return notes.getDirectoriesOfType(ExifIFD0Directory.class).stream()
                .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
                .filter(code -> code != null && code >= 1 && code <= 8)
                .findFirst()
                .map(Orientation::new)
                .orElse(UPRIGHT);
    }

    /// Whether width and height change places.
    boolean swaps() {
        return code >= 5;
    }

    /// The upright picture.
    ///
    /// @param stored `[C, H, W]`, or `[C, W, H]` where edges change places
    /// @param height of the result
    float[] apply(float[] stored, int channels, int height, int width) {
        if (code == 1) {
            return stored;
        }
        float[] upright = new float[stored.length]; // [C, H, W]
        int rowLength = swaps() ? height : width;
        for (int channel = 0; channel < channels; channel++) {
            int plane = channel * height * width;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    int mirroredRow = height - 1 - row;
                    int mirroredColumn = width - 1 - column;
                    int source = switch (code) {
                        case 2 -> row * rowLength + mirroredColumn;
                        case 3 -> mirroredRow * rowLength + mirroredColumn;
                        case 4 -> mirroredRow * rowLength + column;
                        case 5 -> column * rowLength + row;
                        case 6 -> mirroredColumn * rowLength + row;
                        case 7 -> mirroredColumn * rowLength + mirroredRow;
                        default -> column * rowLength + mirroredRow;
                    };
                    upright[plane + row * width + column] = stored[plane + source];
                }
            }
        }
        return upright;
    }
}
