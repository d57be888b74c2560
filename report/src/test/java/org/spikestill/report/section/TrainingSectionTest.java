package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

class TrainingSectionTest {
    private static final Map<String, Double> TERMS = new LinkedHashMap<>();

    static {
        TERMS.put("soft-targets", 0.5);
        TERMS.put("attention-match", 2.0);
    }

    private final Element section = Parsed.of(TrainingSection.of(List.of(
            SampleResults.epoch("ann", 1, 0.25, Map.of("cross-entropy", 0.25)),
            SampleResults.epoch("student", 1, 0.9, TERMS),
            SampleResults.epoch("student", 2, 0.8, TERMS))));

    /// An objective of one term with weight 1 is its term.
    @Test
    void everyLossTermHasItsCurve() {
        assertThat(section.select(".curves h3").eachText()).containsExactly("ann", "student");
        List<Element> figures = section.select("figure");
        assertThat(figures.get(0).select("button").eachText())
                .containsExactly("term cross-entropy", "loss on validation");
        assertThat(figures.get(2).select("button").eachText())
                .containsExactly("objective", "term soft-targets", "term attention-match", "loss on validation");
        assertThat(figures.get(3).select("button").eachText()).containsExactly("training", "validation");
    }

    @Test
    void everyEpochIsARow() {
        assertThat(Parsed.rows(section, "details:contains(Every epoch of student)"))
                .containsExactly(
                        List.of("1", "0.9", "0.5", "2", "0.7", "50.00 %", "60.00 %", "0.001", "12.5 s"),
                        List.of("2", "0.8", "0.5", "2", "0.7", "50.00 %", "60.00 %", "0.001", "12.5 s"));
    }

    @Test
    void unmeasuredFiguresAreDashes() {
        Epoch epoch = new Epoch(
                "fit",
                1,
                Double.NaN,
                Map.of(),
                new Metric("accuracy", Metric.Unit.SHARE),
                Double.NaN,
                0.5,
                Double.NaN,
                Map.of(),
                Double.NaN,
                Double.NaN,
                0,
                Optional.empty());

        Element page = Parsed.of(TrainingSection.of(List.of(epoch)));

        assertThat(Parsed.rows(page, "table")).containsExactly(List.of("1", "–", "–", "50.00 %", "–", "–"));
        assertThat(page.text()).doesNotContain("NaN", "null");
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> TrainingSection.of(List.of(SampleResults.epoch(word, 1, 0.5, Map.of(word, 0.4)))));
    }
}
