package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// A person's pictures from the folder to the answer: 200 of 40 sizes and 8 modes, some of them turned by EXIF, two of them broken.
class OwnPicturesTest extends TinyRuns {
    private static final Path FIXTURES =
            Path.of("..", "data", "src", "test", "resources", "org", "spikestill", "data", "pictures");

    private static final List<Integer> TYPES = List.of(
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_BINARY);

    private Path photos() throws IOException {
        Path photos = folder.resolve("photos");
        for (int i = 0; i < 200; i++) {
            Path label = Files.createDirectories(photos.resolve(i % 2 == 0 ? "dark" : "light"));
            int mode = i / 2 % 8;
            if (mode >= TYPES.size()) {
                String name = mode == 6 ? "cmyk.jpg" : "exif" + (5 + i / 2 % 4) + ".jpg";
                Files.copy(FIXTURES.resolve(name), label.resolve(i + ".jpg"));
                continue;
            }
            BufferedImage image = new BufferedImage(10 + i % 40, 25, TYPES.get(mode));
            for (int pixel = 0; pixel < image.getWidth() * image.getHeight(); pixel++) {
                int grey = (i % 2 == 0 ? 20 : 180) + pixel % 60;
                image.setRGB(pixel % image.getWidth(), pixel / image.getWidth(), 0xff000000 | grey * 0x10101);
            }
            String format = mode == 1 ? "gif" : "png";
            ImageIO.write(image, format, label.resolve(i + "." + format).toFile());
        }
        return photos;
    }

    @Test
    void brokenOnesAreListedAtOnceAndTheRestIsTrainedOnAndNamed() throws IOException {
        Path photos = photos();
        Path none = Files.writeString(photos.resolve("dark/000.png"), "no picture at all");
        Path cut = photos.resolve("light/999.jpg");
        byte[] whole = Files.readAllBytes(FIXTURES.resolve("exif1.jpg"));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        String data = photos + ":size=16,channels=1";

        distill("--data", data)
                .refused(
                        photos,
                        "2 of 202 pictures cannot be used: " + none
                                + ": byte 0: no PNG, JPEG, WebP, BMP or GIF picture; " + cut
                                + ": the picture is cut short at byte " + whole.length / 2 + ": fetch it again");
        assertThat(out()).doesNotExist();

        Files.delete(none);
        Files.delete(cut);
        assertThat(distill("--data", data).err()).contains("sizes, 10x25 to ", " become 16x16 by fit=crop");
        for (String photo : List.of("dark/16.png", "light/15.jpg")) {
            Outcome answer = Outcome.of("run", out().resolve("student.safetensors"), photos.resolve(photo));
            assertThat(answer.done()).containsPattern("class (dark|light) after 2 steps");
        }
    }
}
