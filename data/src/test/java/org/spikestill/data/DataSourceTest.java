package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Shape;

class DataSourceTest {
    private static DataSource.Opened opened(Dataset train, Dataset test, int names) {
        return new DataSource.Opened(train, test, Collections.nCopies(names, "class"));
    }

    @Test
    void theCatalogKnowsEachByItsName() {
        var catalog = DataSource.catalog();
        assertThat(catalog.names())
                .containsExactly(
                        "mnist",
                        "fashion-mnist",
                        "cifar10",
                        "cifar100",
                        "tiny-imagenet",
                        "image-folder",
                        "csv",
                        "npz",
                        "n-mnist",
                        "dvs-gesture",
                        "digits",
                        "strokes",
                        "waves",
                        "unlabelled",
                        "partly-labelled",
                        "fraction",
                        "braille",
                        "no-data");
        for (String name : catalog.names()) {
            assertThat(catalog.spec(catalog.parse(name))).isEqualTo(name);
        }
        assertThat(catalog.parse("strokes:train=500,seed=9")).isEqualTo(new Strokes(500, 2000, 28, 9));
    }

    @Test
    void bothSetsHaveOneShapeAndANamePerClass() {
        Dataset two = Fixtures.numbered(4, 2);
        Dataset three = Fixtures.numbered(4, 3);
        Dataset wide = new ByteImages(Shape.of(1, 1, 4), 2, new byte[4], new byte[1], 255);
        assertThat(opened(two, two, 2).classNames()).isEqualTo(List.of("class", "class"));
        assertThatThrownBy(() -> opened(two, wide, 2))
                .hasMessage("training samples are [1, 1, 2], test samples [1, 1, 4]: both must have one shape");
        assertThatThrownBy(() -> opened(two, three, 2))
                .hasMessage("training labels are 2 classes, test labels 3 classes: both must be of one kind and width");
        assertThatThrownBy(() -> opened(two, two, 3)).hasMessage("there are 3 class names for 2 classes");
    }
}
