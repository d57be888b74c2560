package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikestill.report.section.SampleResults.COLOURS;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.Card;
import org.spikestill.report.Figures;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Split;

class ResultsSectionTest {
    /// Network and test accuracy come first: a narrow screen shows them without scrolling.
    @Test
    void theRowOfTheResultGivesAccuracyIntervalGainAndSpikes() {
        Element section = Parsed.of(ResultsSection.of(SampleResults.networks(), "distilled", COLOURS));

        assertThat(section.select("thead th").eachText().subList(0, 2)).containsExactly("Network", "Test accuracy");
        assertThat(Parsed.texts(section.selectFirst("tr.emphasised")))
                .containsExactly(
                        "distilled",
                        "91.33 % 9,133 of 10,000",
                        "90.76 % to 91.87 %",
                        "+18.21 +17.18 to +19.24, over converted, test",
                        "136,394",
                        "8",
                        "9,750,922",
                        "91.78 % 4,589 of 5,000");
        assertThat(section.select("tbody th").eachText())
                .containsExactly("teacher", "ANN artificial", "converted", "hybrid", "distilled");
        assertThat(section.select("tr.emphasised .dot").attr("class")).isEqualTo("dot slot-4");
    }

    @Test
    void aGainIsTakenOnASplitThatBothNetworksHave() {
        NetworkResult converted = SampleResults.network("converted", "", 8, 1, 2500, 5000, Optional.empty());
        NetworkResult untested = new NetworkResult(
                "distilled",
                "",
                8,
                1,
                Optional.of(new Accuracy(3000, 5000)),
                Optional.empty(),
                Optional.empty(),
                Optional.of("converted"));

        Gain gain = Gain.of(untested, List.of(converted, untested)).orElseThrow();
        assertThat(gain.split()).isEqualTo(Split.VALIDATION);
        assertThat(Figures.points(gain.points())).isEqualTo("+10.00");
        assertThat(Gain.of(untested, List.of(untested))).isEmpty();
        assertThat(Gain.of(converted, List.of(converted, untested))).isEmpty();
    }

    @Test
    void unmeasuredFiguresAreDashes() {
        NetworkResult bare = new NetworkResult(
                "teacher", "", 1, 10, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Element section = Parsed.of(ResultsSection.of(List.of(bare), "", COLOURS));

        assertThat(Parsed.rows(section, "table"))
                .containsExactly(List.of("teacher", "–", "–", "–", "–", "–", "10", "–"));
    }

    @Test
    void networksNeedDifferentNames() {
        NetworkResult teacher = SampleResults.networks().getFirst();

        assertThatThrownBy(() -> ResultsSection.of(List.of(teacher, teacher), "", COLOURS))
                .hasMessage("two networks of the report are called 'teacher': its other sections refer to networks by"
                        + " name, give one of them another");
    }

    @Test
    void cardsNameSplitIntervalAndSampleCount() {
        List<NetworkResult> networks = SampleResults.networks();
        NetworkResult result = networks.getLast();

        assertThat(Stream.of(
                                Cards.accuracy(result),
                                Cards.gain(result, networks),
                                Cards.spikes(result),
                                Optional.of(Cards.agreement(SampleResults.parity(), Split.TEST)))
                        .map(Optional::orElseThrow)
                        .map(card -> Parsed.plain(card.name() + ": " + card.figure() + "; " + card.detail())))
                .containsExactly(
                        "Accuracy of distilled: 91.33 %; 90.76 % to 91.87 %, test, 10,000 samples",
                        "Gain over converted: +18.21 points; +17.18 to +19.24, test",
                        "Spikes per sample: 136,394; all layers and ticks, test",
                        "Same prediction, trainer and engine: 9,997; of 10,000 samples, test");
        assertThat(Cards.spikes(networks.getFirst())).isEqualTo(Optional.<Card>empty());
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> ResultsSection.of(
                List.of(
                        SampleResults.network(word, word + "2", 8, 1, 1, 1, Optional.of(1.0))
                                .withBaseline("base"),
                        SampleResults.network("base", "", 8, 1, 1, 1, Optional.of(1.0))),
                word,
                new SeriesColours(List.of(word, "base"))));
    }
}
