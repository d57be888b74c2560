package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikestill.report.section.SampleResults.COLOURS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Split;

/// Accuracy by step and spikes by layer.
class EvaluationSectionsTest {
    private static final Map<String, Evaluation> EVALUATIONS = SampleResults.evaluations();

    @Test
    void accuracyAfterEachStepIsListedForSpikingNetworks() {
        Element section = Parsed.of(AccuracyByStepSection.of(Split.TEST, EVALUATIONS, COLOURS));

        assertThat(section.select("button").eachText()).containsExactly("converted", "distilled");
        assertThat(Parsed.rows(section, "table"))
                .containsExactly(List.of("1", "50.00 %", "70.00 %"), List.of("2", "60.00 %", "90.00 %"));
        assertThat(section.select(".note").text()).endsWith("Measured on test, 10 samples.");
    }

    /// 20 spikes of 100 neurons and 1,800 of 300 in two ticks.
    @Test
    void ratesAreSpikesPerNeuronAndTick() {
        Element section = Parsed.of(SpikesByLayerSection.of(Split.TEST, EVALUATIONS, COLOURS));

        assertThat(Parsed.rows(section, "details:contains(Layers of distilled)"))
                .containsExactly(
                        List.of("a", "100", "20", "0.1"),
                        List.of("b", "300", "1,800", "3"),
                        List.of("all layers", "400", "1,820", "2.275"));
        assertThat(section.selectFirst("[role=img]").attr("aria-label"))
                .endsWith("converted 0.1 at a, 3 at b; distilled 0.1 at a, 3 at b.");
    }

    @Test
    void aNetworkKeepsItsColourInEveryChart() {
        for (Section section : List.of(
                AccuracyByStepSection.of(Split.TEST, EVALUATIONS, COLOURS),
                SpikesByLayerSection.of(Split.TEST, EVALUATIONS, COLOURS))) {
            assertThat(Parsed.of(section)
                            .selectFirst("button:contains(distilled) .swatch")
                            .className())
                    .isEqualTo("swatch slot-4");
        }
    }

    @Test
    void differentSampleCountsAreNamedForEachNetwork() {
        Map<String, Evaluation> mixed = new LinkedHashMap<>();
        mixed.put("converted", SampleResults.evaluation(10, 0.5, 0.6));
        mixed.put("distilled", SampleResults.evaluation(2000, 0.5, 0.6));

        assertThat(Parsed.of(SpikesByLayerSection.of(Split.VALIDATION, mixed, COLOURS))
                        .select(".note")
                        .text())
                .isEqualTo("Measured on converted: validation, 10 samples; distilled: validation, 2,000 samples.");
    }

    @Test
    void artificialNetworksAloneLeaveBothSectionsEmpty() {
        Map<String, Evaluation> teacher = Map.of("teacher", EVALUATIONS.get("teacher"));

        assertThat(AccuracyByStepSection.of(Split.TEST, teacher, COLOURS).content())
                .isEmpty();
        assertThat(SpikesByLayerSection.of(Split.TEST, teacher, COLOURS).content())
                .isEmpty();
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> AccuracyByStepSection.of(
                Split.TEST, Map.of(word, SampleResults.evaluation(1, 0, 1)), new SeriesColours(List.of(word))));
        Parsed.assertEscapes(word -> SpikesByLayerSection.of(
                Split.TEST,
                Map.of(
                        word,
                        new Evaluation(
                                1,
                                1,
                                List.of(1.0),
                                0,
                                List.of(Evaluation.LayerActivity.of(word, 1, 1, 1, 1)),
                                List.of(),
                                List.of())),
                new SeriesColours(List.of(word))));
    }
}
