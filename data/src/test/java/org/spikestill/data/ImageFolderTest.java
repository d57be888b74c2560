package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

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

    /// Of 20 draws from about 90, a class has 10 with a deviation of 2; folders are sorted by class.
    @Test
    void theFirstTrainingSamplesAreOfAllClasses() throws IOException {
        Dataset first = open(1).train().limit(20);
        int dogs = 0;
        for (int i = 0; i < first.size(); i++) {
            dogs += first.label(i);
        }
        assertThat(dogs).isBetween(3, 17);
        assertThat(open(1).train().digest()).isEqualTo(open(1).train().digest());
        assertThat(labels(open(1).test()))
                .as("test samples have the order of their files")
                .isSorted();
    }

    private static List<Integer> labels(Dataset data) throws IOException {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            labels.add(data.label(i));
        }
        return labels;
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertThatThrownBy(() -> new ImageFolder("plants", 1, 0.25f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder.resolve("plants") + ": there is no such folder");
        assertThatThrownBy(() -> new ImageFolder("pets/dog", 1, 0.25f, 1).open(Optional.of(folder)))
                .hasMessage(
                        folder.resolve("pets/dog") + ": holds pictures and no folders: put those of each class into a"
                                + " folder of its own, or add labels=none for data without labels");
        assertThatThrownBy(() -> new ImageFolder("pets", 2, 0.25f, 1))
                .hasMessage("channels is 2: it must be 1 for grey or 3 for colour");
        Path few = folder.resolve("few");
        Pictures.write(few.resolve("a").resolve("1.png"), "png", true, 5, 4, 1);
        Pictures.write(few.resolve("b").resolve("2.png"), "png", true, 5, 4, 1);
        assertThatThrownBy(() -> new ImageFolder("few", 1, 0.01f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        few + ": 2 pictures for training and 0 for the test: add pictures, or choose another share or"
                                + " seed");
        Files.delete(few.resolve("b").resolve("2.png"));
        assertThatThrownBy(() -> new ImageFolder("few", 1, 0.01f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(few.resolve("b") + ": holds no PNG, JPEG, WebP, BMP or GIF picture, and would be a class"
                        + " without samples: add some, or remove the folder");
    }

    /// `deep/pets/dog`, one level too deep.
    @Test
    void aLayoutOneLevelTooDeepIsNamed() throws IOException {
        Path deep = folder.resolve("deep");
        Pictures.write(deep.resolve("pets").resolve("dog").resolve("1.png"), "png", true, 5, 4, 1);
        Pictures.write(deep.resolve("pets").resolve("cat").resolve("2.png"), "png", true, 5, 4, 1);
        assertThatThrownBy(() -> new ImageFolder("deep", 1, 0.25f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(deep.resolve("pets") + ": holds folders, such as 'cat', and no picture: the layout is"
                        + " FOLDER/CLASS/PICTURE, name the folder of the classes, as in --data "
                        + deep.resolve("pets"));
    }

    /// Pictures of `train`, `val` and `test` stay where their publisher has put them.
    @Test
    void publishedPartsAreKept() throws IOException {
        Path parts = folder.resolve("parts");
        for (String label : List.of("dog", "cat")) {
            Pictures.write(parts.resolve("train").resolve(label).resolve("1.png"), "png", true, 5, 4, 1);
            Pictures.write(parts.resolve("val").resolve(label).resolve("2.png"), "png", true, 5, 4, 2);
        }
        DataSource.Opened two = new ImageFolder("parts", 1, 0.25f, 1).open(Optional.of(folder));
        assertThat(contents(two.test())).containsExactly("0/2", "1/2");
        assertThat(two.validation()).isEmpty();
        assertThat(two.notes())
                .containsExactly("there are no test pictures: 'val' is the test set, and validation pictures come from"
                        + " 'train'");

        Pictures.write(parts.resolve("test").resolve("dog").resolve("3.png"), "png", true, 5, 4, 3);
        Pictures.write(parts.resolve("test").resolve("cat").resolve("3.png"), "png", true, 5, 4, 3);
        try (DataSplits three =
                DataSplits.of(new ImageFolder("parts", 1, 0.25f, 1), Optional.of(folder), 0.5f, Seed.of(1))) {
            assertThat(contents(three.train())).containsExactly("0/1", "1/1");
            assertThat(contents(three.validation())).containsExactly("0/2", "1/2");
            assertThat(contents(three.test())).containsExactly("0/3", "1/3");
        }
        Files.move(parts.resolve("test").resolve("cat"), parts.resolve("test").resolve("cow"));
        assertThatThrownBy(() -> new ImageFolder("parts", 1, 0.25f, 1).open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(
                        parts.resolve("test/cow/3.png") + ": is of class 'cow', of which there is no training picture:"
                                + " add some, or remove the class");
    }

    /// Names of bytes that are no UTF-8, as old archives leave them: the folder is `été` in Latin-1.
    @Test
    void namesInAnyEncodingAreRead() throws IOException {
        Path latin = Path.of(URI.create(folder.toUri() + "odd/%E9t%E9/"));
        Path utf = Path.of(URI.create(folder.toUri() + "odd/na%C3%AFve/"));
        for (int i = 0; i < 20; i++) {
            Pictures.write(Files.createDirectories(folder.resolve("x")).resolve("1.png"), "png", true, 5, 4, i);
            for (Path label : List.of(latin, utf)) {
                Files.createDirectories(label);
                Path name = Path.of(URI.create(label.toUri() + "%FC" + i + ".png"));
                Files.copy(folder.resolve("x").resolve("1.png"), name);
            }
        }
        DataSource.Opened opened = new ImageFolder("odd", 1, 0.25f, 1).open(Optional.of(folder));
        opened.train().check();
        assertThat(opened.classNames()).containsExactly("naïve", "été");
        assertThat(contents(opened.train()).size() + contents(opened.test()).size())
                .isEqualTo(40);
    }

    /// Root reads what it likes, so that the picture is taken away instead of its permission.
    @Test
    void aPictureThatGoesAwayDuringARunIsNamed() throws IOException {
        Dataset train = open(1).train();
        for (Path each : Folders.files(folder.resolve("pets").resolve("cat"), 100, Folders::isPicture)) {
            Files.delete(each);
            Files.createSymbolicLink(each, each.resolveSibling("none"));
        }
        assertThatThrownBy(() -> {
                    try (Loader loader = Loader.inOrder(train, 8)) {
                        loader.forEach(_ -> {});
                    }
                })
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(folder.resolve("pets").resolve("cat").toString())
                .hasMessageEndingWith(".png: is a link to no file");
    }

    @Test
    void aClassWithoutTrainingSamplesIsKnown() throws IOException {
        byte[] labels = {0, 1, 3, 3, 1, 0};
        Dataset data = new ByteImages(Shape.of(1, 1, 1), 4, new byte[6], labels, 255);
        List<String> names = List.of("zero", "one", "two", "three");
        assertThat(new DataSplits("x", data, data.limit(0), data, names).classesWithoutSamples())
                .containsExactly("two");
        assertThat(new DataSplits("x", data.limit(2), data.limit(0), data, names).classesWithoutSamples())
                .containsExactly("two", "three");
    }
}
