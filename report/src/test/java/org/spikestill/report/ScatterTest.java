package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScatterTest {
    private static final Scatter.Axis TICKS = new Scatter.Axis("Tick", 1, 8);

    @Test
    void pointsAndAxesAreReadBackFromThePageUnchanged() {
        String hostile = "</script><img src=x onerror=alert(1)>";
        Scatter scatter = new Scatter(
                hostile,
                TICKS,
                new Scatter.Axis(hostile, 0, 99),
                5,
                List.of(new Scatter.Point(1, 0), new Scatter.Point(8, 99)),
                "2 spikes.");

        StringBuilder html = new StringBuilder();
        scatter.toHtml().writeTo(html);
        Document page = Jsoup.parse(html.toString());

        JsonNode data = JsonMapper.shared().readTree(page.selectFirst("script").data());
        assertThat(data.get("kind").asString()).isEqualTo("SCATTER");
        assertThat(data.get("points").toString()).isEqualTo("[[1,0],[8,99]]");
        assertThat(data.at("/y/high").asInt()).isEqualTo(99);
        assertThat(data.at("/y/title").asString()).isEqualTo(hostile);
        assertThat(data.get("colour").asInt()).isEqualTo(5);
        assertThat(page.select("img")).isEmpty();
        assertThat(page.selectFirst("[role=img]").attr("aria-label")).isEqualTo(hostile + ". 2 spikes.");
        assertThat(page.selectFirst("figcaption").text()).isEqualTo(hostile);
    }

    @Test
    void pointsOutsideOfTheAxesAreRefused() {
        assertThatThrownBy(() -> new Scatter(
                        "conv1", TICKS, new Scatter.Axis("Neuron", 0, 9), 0, List.of(new Scatter.Point(9, 3)), ""))
                .hasMessage("the point (9, 3) of 'conv1' lies outside of its axes: x runs from 1 to 8, y from 0 to 9");
        assertThatThrownBy(() -> new Scatter.Axis("Neuron", 0, -1))
                .hasMessage("the axis 'Neuron' runs from 0 to -1: its high end lies below its low end");
    }
}
