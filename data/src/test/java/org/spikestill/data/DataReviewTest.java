package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataReviewTest {
    @TempDir
    private Path folder;

    private DataReview review() throws IOException {
        return DataReview.of(DataSource.catalog().parse(folder.resolve("photos").toString()), Optional.empty());
    }

    private Path grey(String place, int width, int level) throws IOException {
        return Pictures.write(folder.resolve("photos").resolve(place), "png", true, width, 20, level);
    }

    @Test
    void picturesAreCountedComparedAndListed() throws IOException {
        for (int i = 0; i < 6; i++) {
            grey("train/2/" + i + ".png", 20 + i % 2, 10 + i);
        }
        grey("train/10/0.png", 20, 100);
        Path leaked = grey("test/2/leaked.png", 20, 10);
        Files.copy(leaked, folder.resolve("photos/train/2/repeated.png"));
        Pictures.write(folder.resolve("photos/test/10/colour.png"), "png", false, 20, 20, 0xff8000);
        Files.copy(FittedPictureTest.picture("cmyk.jpg"), folder.resolve("photos/test/10/cmyk.jpg"));
        Files.copy(FittedPictureTest.picture("exif6.jpg"), folder.resolve("photos/test/10/turned.jpg"));
        byte[] whole = Files.readAllBytes(leaked);
        Path cut = folder.resolve("photos/train/10/cut.png");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 20));
        Path none = Files.writeString(folder.resolve("photos/train/10/text.png"), "no picture");

        DataReview review = review();

        assertThat(review.parts())
                .containsExactly(
                        new DataReview.Part("train", Map.of("2", 7L, "10", 1L)),
                        new DataReview.Part("test", Map.of("2", 1L, "10", 3L)));
        assertThat(review.parts().getFirst().counts().keySet()).containsExactly("2", "10");
        assertThat(review.parts().getFirst().imbalance()).isEqualTo(7);
        assertThat(review.sizes()).containsEntry("21x20", 3L).containsEntry("20x20", 7L);
        assertThat(review.modes())
                .containsEntry("PNG grey", 9L)
                .containsEntry("PNG colour", 1L)
                .containsEntry("JPEG CMYK", 1L);
        assertThat(review.turned()).isEqualTo(1);
        assertThat(review.duplicates())
                .isEqualTo(new DataReview.Duplicates(
                        1, List.of(List.of("train/2/0.png", "train/2/repeated.png", "test/2/leaked.png")), 1));
        assertThat(review.broken()).hasSize(2);
        assertThat(review.broken().getFirst()).startsWith(cut + ": the picture is cut short at byte ");
        assertThat(review.broken().getLast()).startsWith(none + ": byte 0: no PNG");
        assertThat(review.isClean()).isFalse();
        assertThat(review.exemplars()).hasSize(12);
    }

    @Test
    void picturesAreReviewedInThePartsTheyAreTrainedIn() throws IOException {
        for (int i = 0; i < 40; i++) {
            grey("a/" + i + ".png", 20, i);
            grey("b/" + i + ".png", 20, 100 + i);
        }
        DataSource.Opened opened =
                DataSource.catalog().parse(folder.resolve("photos").toString()).open(Optional.empty());

        DataReview review = review();

        assertThat(review.parts().stream().map(DataReview.Part::samples))
                .containsExactly(
                        (long) opened.train().size(), (long) opened.test().size());
        assertThat(review.isClean()).isTrue();
        assertThat(review.exemplars()).hasSize(16);
    }

    @Test
    void samplesOfOtherSourcesAreComparedByTheirValues() throws IOException {
        Dataset train = Fixtures.numbered(30, 3);
        DataSource.Opened opened =
                new DataSource.Opened(train, Subset.of(train, new int[] {4, 4, 7}), List.of("x", "y", "z"));

        DataReview review = SampleReview.of("numbered", opened);

        assertThat(review.parts())
                .containsExactly(
                        new DataReview.Part("train", Map.of("x", 10L, "y", 10L, "z", 10L)),
                        new DataReview.Part("test", Map.of("x", 0L, "y", 3L, "z", 0L)));
        assertThat(review.duplicates())
                .isEqualTo(new DataReview.Duplicates(
                        2,
                        List.of(
                                List.of("train sample 4", "test sample 0", "test sample 1"),
                                List.of("train sample 7", "test sample 2")),
                        1));
        assertThat(review.sizes()).containsExactly(Map.entry("[1, 1, 2]", 33L));
    }
}
