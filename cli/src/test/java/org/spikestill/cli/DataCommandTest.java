package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSource;
import org.spikestill.data.download.PublishedSet;
import org.spikestill.data.download.RemoteFile;
import tools.jackson.databind.JsonNode;

class DataCommandTest {
    @TempDir
    private Path folder;

    private Path grey(String place, int level) throws IOException {
        Path file = folder.resolve("photos").resolve(place);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 3, 0, level);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void aListingSaysWhatIsThereAndHowTheRestIsFetched() throws IOException {
        Path digits = Files.createDirectory(folder.resolve("digits"));
        Files.createFile(digits.resolve("optdigits.tra"));
        Files.createFile(digits.resolve("optdigits.tes"));
        JsonNode sets = Outcome.of("data", "list", "--data-dir", folder, "--json")
                .json()
                .get("sets");

        assertThat(StreamSupport.stream(sets.spliterator(), false)
                        .filter(set -> set.get("there").booleanValue())
                        .map(set -> set.get("name").stringValue()))
                .containsExactly("digits", "strokes", "waves");
        assertThat(Outcome.of("data", "list", "--data-dir", folder).done())
                .containsPattern("digits +yes +" + digits)
                .containsPattern("mnist +no +data get mnist")
                .containsPattern("n-mnist +no +by hand: https://www.garrickorchard.com/datasets/n-mnist");
    }

    /// A new source stands in the listing, or here among those that are views or paths.
    @Test
    void everySourceIsListedOrNamesOtherData() {
        Stream<String> others =
                Stream.of("image-folder", "csv", "npz", "unlabelled", "partly-labelled", "fraction", "no-data");
        assertThat(DataSource.catalog().names())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                PublishedSet.all().stream().map(PublishedSet::name),
                                DataList.GENERATED.stream(),
                                others)
                        .flatMap(names -> names)
                        .toList());
    }

    @Test
    void aCheckEndsWithTheCodeOfItsFindings() throws IOException {
        for (int i = 0; i < 8; i++) {
            grey("train/a/" + i + ".png", i);
            grey("train/b/" + i + ".png", 100 + i);
        }
        grey("test/a/0.png", 50);
        grey("test/b/0.png", 150);
        Path photos = folder.resolve("photos");
        assertThat(Outcome.of("data", "check", photos).done())
                .contains("train: 16 samples of 2 classes, the largest class has 1.0 times the samples of the smallest")
                .contains("sizes: 12x10 (18)")
                .contains("modes: PNG grey (18)")
                .contains("contents in two parts: 0")
                .contains("broken: 0");

        grey("test/b/leaked.png", 100);
        Path broken = Files.writeString(photos.resolve("test/b/x.png"), "none");
        Path sheet = folder.resolve("sheet.html");
        Outcome found = Outcome.of("data", "check", photos, "--sheet", sheet);
        assertThat(found.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(found.out())
                .contains("contents in two parts: 1\n  train/b/0.png = test/b/leaked.png")
                .contains("broken: 1\n  " + broken + ": byte 0: no PNG, JPEG, WebP, BMP or GIF picture");
        assertThat(Files.readString(sheet))
                .contains("Contact sheet", "train/b/0.png = test/b/leaked.png")
                .contains("alt=\"train/a/7.png\"")
                .doesNotContain("<script");
        assertThat(Outcome.of("data", "check", photos, "--json").out()).contains("\"clean\":false");
    }

    @Test
    void aSheetThatCannotBeWrittenIsRefusedBeforeTheWork() {
        Path sheet = folder.resolve("no/such/sheet.html");
        Outcome.of("data", "check", "strokes", "--sheet", sheet)
                .refused(sheet, "cannot be written: there is no folder " + sheet.getParent() + ", create it first");
    }

    @Test
    void withoutTheNetMissingFilesAreNamed() {
        Outcome.of("data", "get", "mnist", "--offline", "--data-dir", folder)
                .refused(
                        folder.resolve("mnist"),
                        "lacks [train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
                                + " t10k-labels-idx1-ubyte.gz], and --offline fetches nothing: leave it out, or bring the"
                                + " files from http://yann.lecun.com/exdb/mnist/");
        Outcome.of("data", "get", "dvs-gesture", "--data-dir", folder)
                .refused(
                        ExitCode.MISUSE,
                        "'dvs-gesture' is fetched by hand: its publisher's page is"
                                + " https://research.ibm.com/interactive/dvsgesture/, and its files belong into "
                                + folder.resolve("DvsGesture"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void filesThatAreThereAreNotFetched() throws IOException {
        PublishedSet set = PublishedSet.named("cifar10");
        Path place = Files.createDirectory(folder.resolve(set.folder()));
        for (RemoteFile archive : set.files()) {
            for (String member : archive.members()) {
                Files.createFile(place.resolve(member));
            }
        }
        assertThat(Outcome.of("data", "get", "cifar10", "--offline", "--data-dir", folder)
                        .lines())
                .containsExactly("cifar10 is in " + place);
        JsonNode json = Outcome.of("data", "get", "cifar10", "--offline", "--data-dir", folder, "--json")
                .json();
        assertThat(json.path("name").asString()).isEqualTo("cifar10");
        assertThat(json.path("folder").asString()).isEqualTo(place.toString());
        assertThat(json.path("fetched").isEmpty()).isTrue();
    }
}
