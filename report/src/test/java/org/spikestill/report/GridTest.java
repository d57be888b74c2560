package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid GRID = new Grid(
            "Figures",
            List.of(Grid.words("method"), Grid.numbers("accuracy")),
            List.of(List.of("a|b, \"c\"", "83.65 ± 0.10"), List.of("<script>", "")));

    @Test
    void markdownKeepsItsColumns() {
        assertThat(GRID.markdown()).isEqualTo("""
                | method | accuracy |
                | --- | ---: |
                | a\\|b, "c" | 83.65 ± 0.10 |
                | <script> |  |
                """);
    }

    @Test
    void valuesAreQuotedWhereTheyMust() {
        assertThat(GRID.csv()).isEqualTo("""
                method,accuracy
                "a|b, ""c""\",83.65 ± 0.10
                <script>,
                """);
    }

    @Test
    void thePageHoldsTheCellsAsTextAndFetchesNothing() {
        Document page = Jsoup.parse(Tables.html("A <title>", List.of(GRID), List.of("A note.")));
        assertThat(page.title()).isEqualTo("A <title>");
        assertThat(page.select("tbody th").eachText()).containsExactly("a|b, \"c\"", "<script>");
        assertThat(page.select("tbody td").eachText()).containsExactly("83.65 ± 0.10");
        assertThat(page.select("script, link, img")).isEmpty();
        assertThat(page.select("meta[http-equiv]").attr("content")).startsWith("default-src 'none'");
        assertThat(page.text()).contains("A note.");
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        assertThatThrownBy(() -> new Grid("", List.of(Grid.words("a")), List.of(List.of("1", "2"))))
                .hasMessage("2 cells under 1 columns");
    }
}
