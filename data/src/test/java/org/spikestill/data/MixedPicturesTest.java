package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Pictures as people have them: 200 of 40 sizes and 8 modes, some of them turned.
class MixedPicturesTest {
    private static final List<Integer> TYPES = List.of(
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_BINARY);

    @TempDir
    private Path folder;

    /// Pictures of `photos/dark` and `photos/light`.
    private Path write() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Path label = Files.createDirectories(folder.resolve(i % 2 == 0 ? "photos/dark" : "photos/light"));
            int mode = i / 2 % 8;
            if (mode >= TYPES.size()) {
                String name = mode == 6 ? "cmyk.jpg" : "exif" + (5 + i / 2 % 4) + ".jpg";
                Files.copy(FittedPictureTest.picture(name), label.resolve(i + ".jpg"));
                continue;
            }
            BufferedImage image = new BufferedImage(10 + i % 40, 15 + random.nextInt(20), TYPES.get(mode));
            int level = i % 2 == 0 ? 40 : 200;
            for (int pixel = 0; pixel < image.getWidth() * image.getHeight(); pixel++) {
                int grey = level + random.nextInt(40);
                image.setRGB(pixel % image.getWidth(), pixel / image.getWidth(), 0xff000000 | grey * 0x10101);
            }
            ImageIO.write(
                    image,
                    mode == 1 ? "gif" : "png",
                    label.resolve(i + (mode == 1 ? ".gif" : ".png")).toFile());
        }
        return folder.resolve("photos");
    }

    @Test
    void oneListNamesAllThatAreBroken() throws IOException {
        Path photos = write();
        Files.writeString(photos.resolve("dark/000.png"), "no picture at all");
        byte[] whole = Files.readAllBytes(FittedPictureTest.picture("exif1.jpg"));
        Files.write(photos.resolve("light/999.jpg"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> DataSource.catalog().parse(photos.toString()).open(Optional.empty()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(photos + ": 2 of 202 pictures cannot be used: " + photos.resolve("dark/000.png")
                        + ": byte 0: no PNG, JPEG, WebP, BMP or GIF picture; " + photos.resolve("light/999.jpg")
                        + ": the picture is cut short at byte " + whole.length / 2 + ": fetch it again");
    }

    @Test
    void allBecomeOneShape() throws IOException {
        DataSource.Opened opened =
                DataSource.catalog().parse(write().toString()).open(Optional.empty());
        assertThat(opened.train().sample()).isEqualTo(Shape.of(3, 64, 64));
        assertThat(opened.train().size() + opened.test().size()).isEqualTo(200);
        assertThat(opened.notes())
                .singleElement()
                .asString()
                .matches("pictures of \\d+ sizes, 10x\\d+ to 49x\\d+, become 64x64 by fit=crop; size=N and"
                        + " fit=crop\\|pad\\|stretch choose otherwise");
        for (int i = 0; i < opened.test().size(); i++) {
            for (float value : Fixtures.read(opened.test(), i)) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void aTableNamesPicturesLabelsAndParts() throws IOException {
        Path photos = write();
        Path table = photos.resolve("list.csv");
        Files.writeString(
                table,
                "label,path,split\n\"night, dark\",dark/0.png,train\nday,light/1.png,train\n\nday,light/17.png,test\n");
        DataSource.Opened opened = DataSource.catalog().parse(table.toString()).open(Optional.empty());
        assertThat(opened.classNames()).containsExactly("day", "night, dark");
        assertThat(opened.train().label(0) + opened.train().label(1)).isEqualTo(1);
        assertThat(opened.test().size()).isEqualTo(1);

        Files.writeString(table, "dark/0.png,a\nlight/1.png\n");
        assertThatThrownBy(() -> DataSource.catalog().parse(table.toString()).open(Optional.empty()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(table + ": row 2: has no label, wanted the columns path,label or path,label,split");
        Files.writeString(table, "dark/0.png,a,tset\n");
        assertThatThrownBy(() -> DataSource.catalog().parse(table.toString()).open(Optional.empty()))
                .hasMessage(table + ": row 1: split is 'tset', wanted train, val or test");
    }

    /// Under another label, in another part, or by another path.
    @ParameterizedTest
    @ValueSource(strings = {"dark/0.png,b", "dark/0.png,a,test", "light/../dark/0.png,a"})
    void aPictureIsListedOnce(String again) throws IOException {
        Path table = write().resolve("list.csv");
        Files.writeString(table, "path,label,split\ndark/0.png,a,train\nlight/1.png,b,test\n" + again + "\n");
        assertThatThrownBy(() -> DataSource.catalog().parse(table.toString()).open(Optional.empty()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(table + ": row 4: lists " + again.split(",")[0]
                        + ", as row 2 does: a picture counts once, for one label and one part");
    }
}
