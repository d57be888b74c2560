package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTest {
    @Test
    void dataAreReadBackFromThePageUnchanged() {
        String hostile = "a</script><img src=x onerror=alert(1)>&lt;\u2028";
        Chart chart = chart(Chart.Quantity.PERCENT, new Chart.Series(hostile, 3, List.of(0.25, 0.5, 1.0)));

        Document page = page(chart);

        assertThat(page.select("img")).isEmpty();
        JsonNode data = JsonMapper.shared().readTree(page.selectFirst("script").data());
        JsonNode series = data.get("series").get(0);
        assertThat(series.get("name").asString()).isEqualTo(hostile);
        assertThat(series.get("colour").asInt()).isEqualTo(3);
        assertThat(series.get("values").values()).extracting(JsonNode::asDouble).containsExactly(25.0, 50.0, 100.0);
        assertThat(series.get("texts").values())
                .extracting(JsonNode::asString)
                .containsExactly("25.00\u00A0%", "50.00\u00A0%", "100.00\u00A0%");
        assertThat(page.selectFirst("button").text()).startsWith("a</script><img");
    }

    @Test
    void aGapIsNullInTheDataAndADashInTheTable() {
        Chart chart = chart(Chart.Quantity.NUMBER, new Chart.Series("loss", 0, Arrays.asList(Double.NaN, 0.5)));

        JsonNode series =
                JsonMapper.shared().readTree(chart.plot().json()).get("series").get(0);
        assertThat(series.get("values").toString()).isEqualTo("[null,0.5,null]");

        Document table = Jsoup.parse(write(chart.table().toHtml()));
        assertThat(table.select("td").eachText()).containsExactly("–", "0.5", "–");
    }

    @Test
    void theAxisIsLogarithmicFromAFactorOfAHundredOfPositiveNumbers() {
        assertThat(isLogarithmic(Chart.Quantity.NUMBER, 0.01, 1.0)).isTrue();
        assertThat(isLogarithmic(Chart.Quantity.NUMBER, 0.0101, 1.0)).isFalse();
        assertThat(isLogarithmic(Chart.Quantity.NUMBER, 0.0, 1.0)).isFalse();
        assertThat(isLogarithmic(Chart.Quantity.NUMBER, Double.NaN, 0.001, 1.0)).isTrue();
        assertThat(isLogarithmic(Chart.Quantity.PERCENT, 0.001, 1.0)).isFalse();
    }

    @Test
    void theDescriptionHoldsBothEndsOfEachCurve() {
        Chart chart = chart(Chart.Quantity.PERCENT, new Chart.Series("student", 0, List.of(0.1, 0.8, 0.9)));

        assertThat(page(chart).selectFirst("[role=img]").attr("aria-label").replace('\u00A0', ' '))
                .isEqualTo("Title. Y by X. student 10.00 % at 1, 90.00 % at 3.");
    }

    private static boolean isLogarithmic(Chart.Quantity quantity, Double... values) {
        Chart chart = chart(quantity, new Chart.Series("loss", 0, List.of(values)));
        return JsonMapper.shared().readTree(chart.plot().json()).get("log").asBoolean();
    }

    private static Chart chart(Chart.Quantity quantity, Chart.Series series) {
        return new Chart(Chart.Kind.LINES, "Title", "X", List.of("1", "2", "3"), "Y", quantity, List.of(series));
    }

    private static Document page(Chart chart) {
        return Jsoup.parse(write(chart.toHtml()));
    }

    private static String write(Html html) {
        StringBuilder page = new StringBuilder();
        html.writeTo(page);
        return page.toString();
    }
}
