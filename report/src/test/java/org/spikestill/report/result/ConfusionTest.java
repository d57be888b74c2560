package org.spikestill.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfusionTest {
    private static final Confusion CONFUSION =
            new Confusion(List.of("cat", "dog", "emu"), List.of(List.of(5, 3, 0), List.of(1, 9, 0), List.of(0, 0, 0)));

    /// Rows are labels: 8 cats, of which 5 are found; 6 predicted cats, of which 5 are cats.
    @Test
    void recallGoesAlongRowsAndPrecisionAlongColumns() {
        assertThat(CONFUSION.accuracy(0)).contains(new Accuracy(5, 8));
        assertThat(CONFUSION.precision(0)).contains(new Accuracy(5, 6));
        assertThat(CONFUSION.accuracy(1)).contains(new Accuracy(9, 10));
        assertThat(CONFUSION.precision(1)).contains(new Accuracy(9, 12));
        assertThat(CONFUSION.samples()).isEqualTo(18);
        assertThat(CONFUSION.misclassified()).isEqualTo(4);
    }

    @Test
    void aClassWithoutSamplesHasNoAccuracy() {
        assertThat(CONFUSION.accuracy(2)).isEqualTo(Optional.empty());
        assertThat(CONFUSION.precision(2)).isEqualTo(Optional.empty());
    }

    @Test
    void aMatrixIsSquareAndHoldsCounts() {
        assertThatThrownBy(() -> new Confusion(List.of("a", "b"), List.of(List.of(1, 2), List.of(3))))
                .hasMessage("the confusion matrix has rows of [2, 1] counts in 2 rows: 2 classes need 2 rows of 2");
        assertThatThrownBy(() -> new Confusion(List.of("a"), List.of(List.of(-1))))
                .hasMessage("the confusion matrix holds a count below 0: counts are of samples");
    }
}
