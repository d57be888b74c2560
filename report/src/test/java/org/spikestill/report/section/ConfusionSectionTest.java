package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;

class ConfusionSectionTest {
    private static final WorstSamples NONE = new WorstSamples(Split.TEST, 0, 0, List.of());

    private final Element section =
            Parsed.of(ConfusionSection.of("distilled", SampleResults.confusion(), SampleResults.worst()));

    @Test
    void theMatrixHasLabelsInRowsAndLeavesZeroesBlank() {
        assertThat(section.select(".matrix thead th").eachText())
                .containsExactly("label ↓ predicted →", "airplane", "cat", "deer");
        assertThat(Parsed.rows(section, ".matrix"))
                .containsExactly(
                        List.of("airplane", "1,980", "12", "8"),
                        List.of("cat", "", "1,900", "100"),
                        List.of("deer", "", "", ""));
        assertThat(section.select(".matrix td.hit").eachText()).containsExactly("1,980", "1,900");
        assertThat(section.select(".matrix tr:contains(cat) td.miss").last().attr("style"))
                .as("shaded by the share of the label's samples")
                .isEqualTo("--share:0.050");
    }

    @Test
    void eachClassHasRecallPrecisionAndItsFirstConfusion() {
        assertThat(Parsed.rows(section, ".scroll:not(.matrix)"))
                .containsExactly(
                        List.of("airplane", "99.00 %", "98.46 % to 99.35 %", "100.00 %", "2,000", "cat (12)"),
                        List.of("cat", "95.00 %", "93.96 % to 95.87 %", "99.37 %", "2,000", "deer (100)"),
                        List.of("deer", "–", "–", "0.00 %", "0", "–"));
    }

    @Test
    void theWorstSamplesAreShownWithLabelPredictionAndMargin() {
        List<Element> figures = section.select(".thumbnails figure");

        assertThat(figures).hasSize(2);
        assertThat(Parsed.plain(figures.getFirst().text()))
                .isEqualTo("cat → deer test sample 42, 99.87 %, margin 12.25");
        assertThat(figures.getFirst().selectFirst("img").attr("alt")).isEqualTo("test sample 42: cat, predicted deer");
        assertThat(figures.getFirst().selectFirst("img").attr("src")).startsWith("data:image/png;base64,");
        assertThat(figures.getLast().select("img")).as("no picture, no image").isEmpty();
        assertThat(section.select("h3 + .note").text())
                .startsWith("The 2 samples with the largest margin of the first 100 of 120 misclassified.");
    }

    @Test
    void withoutErrorsThereIsNoGallery() {
        Confusion perfect = new Confusion(List.of("a", "b"), List.of(List.of(3, 0), List.of(0, 4)));
        Element clean = Parsed.of(ConfusionSection.of("distilled", perfect, NONE));

        assertThat(clean.select("h3, .thumbnails")).isEmpty();
        assertThat(clean.select(".note").text()).startsWith("Predictions of distilled on test, 7 samples.");
    }

    /// 100 classes of 10 samples, one of class 30 predicted as class 31, three of class 5 as class 6.
    @Test
    void manyClassesAreAPictureAndTheMostFrequentConfusions() {
        List<List<Integer>> counts = IntStream.range(0, 100)
                .mapToObj(label -> IntStream.range(0, 100)
                        .mapToObj(predicted -> {
                            int wrong = label == 30 ? 1 : label == 5 ? 3 : 0;
                            return predicted == label ? 10 - wrong : predicted == label + 1 ? wrong : 0;
                        })
                        .toList())
                .toList();
        List<String> names = IntStream.range(0, 100).mapToObj(k -> "class " + k).toList();
        Element many = Parsed.of(ConfusionSection.of("distilled", new Confusion(names, counts), NONE));

        assertThat(many.select(".matrix")).isEmpty();
        assertThat(many.select(".heat img").attr("alt")).isEqualTo("Confusion matrix of 100 classes");
        assertThat(Parsed.rows(many, ".scroll[aria-label=Most frequent confusions]"))
                .containsExactly(
                        List.of("class 5", "class 6", "3", "30.00 %"), List.of("class 30", "class 31", "1", "10.00 %"));
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> ConfusionSection.of(
                word,
                new Confusion(List.of(word, word), List.of(List.of(1, 2), List.of(3, 4))),
                new WorstSamples(
                        Split.TEST,
                        1,
                        1,
                        List.of(new WorstSamples.Sample(0, word, word, 1, 1, Optional.of(SampleResults.image(0)))))));
        Parsed.assertEscapes(word -> ConfusionSection.of(
                word,
                new Confusion(Collections.nCopies(21, word), Collections.nCopies(21, Collections.nCopies(21, 1))),
                NONE));
    }
}
