package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.SpikeRaster;
import org.spikestill.report.result.Split;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpikeRasterSectionTest {
    private final Element section = Parsed.of(SpikeRasterSection.of(SampleResults.raster(), SampleResults.COLOURS));

    @Test
    void eachSpikeIsAPointOfItsLayersChart() {
        JsonNode first = JsonMapper.shared()
                .readTree(section.select("figure.chart script").first().data());

        assertThat(first.get("points").toString()).isEqualTo("[[1,0],[1,5],[3,9]]");
        assertThat(first.at("/x/high").asInt()).isEqualTo(3);
        assertThat(first.at("/y/high").asInt()).isEqualTo(9);
        assertThat(first.get("colour").asInt()).as("that of the network").isEqualTo(4);
    }

    @Test
    void captionsCountSpikesShownAndLeftOut() {
        assertThat(section.select("figure.chart figcaption").eachText())
                .containsExactly("spike1: 10 neurons, 3 spikes", "spike2: 1,334 of 4,000 neurons, 1 of 1,201 spikes");
        assertThat(section.select("[role=img]").first().attr("aria-label"))
                .isEqualTo("spike1: 10 neurons, 3 spikes. 3 spikes over 3 ticks.");
    }

    @Test
    void theTableListsTheNeuronsOfEachTick() {
        assertThat(Parsed.rows(section, "details:contains(Spikes of spike1)"))
                .containsExactly(List.of("1", "2", "0 5"), List.of("2", "0", "–"), List.of("3", "1", "9"));
    }

    @Test
    void theSampleIsShownWithItsPrediction() {
        Element specimen = section.selectFirst(".specimen");

        assertThat(specimen.selectFirst("figcaption.wrong").text())
                .isEqualTo("test sample 17: cat, predicted deer by distilled, 3 ticks");
        assertThat(specimen.selectFirst("img").attr("alt")).isEqualTo("Input of test sample 17: cat");
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> SpikeRasterSection.of(
                new SpikeRaster(
                        word,
                        Split.TEST,
                        0,
                        word,
                        word + "2",
                        1,
                        Optional.of(SampleResults.image(0)),
                        List.of(new SpikeRaster.Layer(word, 1, 1, List.of(new SpikeRaster.Spike(1, 0)), 0))),
                new SeriesColours(List.of(word))));
    }
}
