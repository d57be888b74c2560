package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Parity;
import org.spikestill.report.result.Split;

class ParitySectionTest {
    private final Element section =
            Parsed.of(ParitySection.of(SampleResults.parity(), Split.TEST, SampleResults.CLASSES));

    @Test
    void differencesAreCountedAndListedByClassName() {
        assertThat(Parsed.plain(section.selectFirst(".verdict.wrong").text()))
                .isEqualTo("Different predictions on 3 of 10,000 test samples (0.03 %).");
        assertThat(Parsed.rows(section, ".scroll:contains(Samples predicted differently)"))
                .containsExactly(
                        List.of("1204", "cat", "deer", "cat"),
                        List.of("5518", "airplane", "cat", "airplane"),
                        List.of("9031", "deer", "airplane", "airplane"));
    }

    @Test
    void spikesOfEachLayerAreCompared() {
        assertThat(Parsed.rows(section, ".scroll:contains(Spikes of each layer)"))
                .containsExactly(
                        List.of("conv1", "351,220,114", "351,220,114", "0", "0"),
                        List.of("conv2", "201,332,811", "201,332,907", "+96", "0.00004768"),
                        List.of("all layers", "552,552,925", "552,553,021", "+96", "0.00001737"));
    }

    @Test
    void theFirstDivergenceNamesItsPlaceOnce() {
        assertThat(section.select("p:contains(First difference)").text())
                .isEqualTo(
                        "First difference: sample 17, tick 4, 'conv2': 21,917 spikes so far in the trainer, 21,916 in"
                                + " the engine.");
    }

    @Test
    void agreementIsStatedWithoutExplanation() {
        Parity same = new Parity(1, List.of(), List.of(new Parity.LayerSpikes("a", 5, 5)), Optional.empty());

        Element page = Parsed.of(ParitySection.of(same, Split.TEST, List.of("a")));

        assertThat(page.select("p").eachText())
                .containsExactly(
                        "Same prediction on all 1 test sample.",
                        "Every layer fires as often in the engine as in the trainer.");
    }

    @Test
    void alongListOfDifferencesIsCut() {
        Parity many =
                new Parity(80, Collections.nCopies(60, new Parity.Difference(1, 0, 0, 1)), List.of(), Optional.empty());

        Element page = Parsed.of(ParitySection.of(many, Split.TEST, SampleResults.CLASSES));

        assertThat(page.select("caption").text()).isEqualTo("Samples predicted differently, 50 of 60");
        assertThat(page.select("tbody tr")).hasSize(50);
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> ParitySection.of(
                new Parity(
                        1,
                        List.of(new Parity.Difference(0, 0, 0, 0)),
                        List.of(new Parity.LayerSpikes(word, 1, 1)),
                        Optional.of(new Parity.Divergence(0, 1, word, 1, 2))),
                Split.TEST,
                List.of(word)));
    }
}
