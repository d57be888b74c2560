package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

class ImageFolderTest {
    private static final int EACH = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSet() throws IOException {
        for (int i = 0; i < EACH; i++) {
            picture("dog", i);
            picture("cat", i);
        }
        Files.writeString(folder.resolve("pets").resolve("cat").resolve("notes.txt"), "no picture");
    }

    /// A grey picture of 5×4 whose value tells its number.
    private Path picture(String label, int number) throws IOException {
        Path file = folder.resolve("pets").resolve(label).resolve("%03d.png".formatted(number));
        return Pictures.write(file, "png", true, 5, 4, number);
    }

    private DataSource.Opened open(long seed) throws IOException {
        return new ImageFolder("pets", 1, 0.25f, seed).open(Optional.of(folder));
    }

    /// Class and number of every sample of a set.
    private static Set<String> contents(Dataset data) throws IOException {
        Set<String> contents = new TreeSet<>();
        for (int i = 0; i < data.size(); i++) {
            contents.add(data.label(i) + "/" + Math.round(255 * Fixtures.read(data, i)[0]));
        }
        return contents;
    }

    @Test
    void everyPictureIsInOneSetUnderItsClass() throws IOException {
        DataSource.Opened opened = open(1);

        assertThat(opened.classNames()).containsExactly("cat", "dog");
        assertThat(opened.train().sample()).isEqualTo(Shape.of(1, 4, 5));
        Set<String> all = contents(opened.train());
        assertThat(contents(opened.test())).noneMatch(all::contains);
        all.addAll(contents(opened.test()));
        assertThat(all).hasSize(2 * EACH);
        assertThat(opened.train().size() + opened.test().size()).isEqualTo(2 * EACH);
    }

    /// 120 draws of a chance of 0.25: 30 with a deviation of 4.7, here within four of these.
    @Test
    void theTestSetHasItsShare() throws IOException {
        assertThat(open(1).test().size()).isBetween(11, 49);
        assertThat(contents(open(2).test())).isNotEqualTo(contents(open(1).test()));
        assertThat(contents(open(1).test())).isEqualTo(contents(open(1).test()));
    }

    @Test
    void aPictureStaysInItsSetWhateverElseComesOrGoes() throws IOException {
        Set<String> before = contents(open(1).test());
        Files.delete(picture("dog", 7));
        picture("dog", 200);
        picture("cat", 201);
        Set<String> after = contents(open(1).test());
        before.remove("1/7");
        after.remove("1/200");
        after.remove("0/201");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertThatThrownBy(() -> new ImageFolder("plants", 1, 0.25f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("plants") + ": there is no such folder");
        assertThatThrownBy(() -> new ImageFolder("pets/dog", 1, 0.25f, 1).open(Optional.of(folder)))
                .hasMessage(folder.resolve("pets/dog") + ": holds 0 folders, wanted one per class, 2 or more");
        assertThatThrownBy(() -> new ImageFolder("pets", 2, 0.25f, 1))
                .hasMessage("channels is 2: it must be 1 for grey or 3 for colour");
        Path few = folder.resolve("few");
        Pictures.write(few.resolve("a").resolve("1.png"), "png", true, 5, 4, 1);
        Files.createDirectory(few.resolve("b"));
        assertThatThrownBy(() -> new ImageFolder("few", 1, 0.01f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        few + ": 1 pictures for training and 0 for the test: add pictures, or choose another share or"
                                + " seed");
        Pictures.write(few.resolve("b").resolve("2.png"), "png", true, 2000, 1, 1);
        Files.delete(few.resolve("a").resolve("1.png"));
        for (int i = 0; i < 20; i++) {
            Files.copy(few.resolve("b").resolve("2.png"), few.resolve("b").resolve("x" + i + ".png"));
        }
        assertThatThrownBy(() -> new ImageFolder("few", 1, 0.5f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageEndingWith("the picture is 2000 wide and 1 high, wanted 1 to 1024: scale it first");
    }
}
