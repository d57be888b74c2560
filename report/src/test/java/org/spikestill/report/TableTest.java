package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = Table.of("Figures", Table.words("method"), Table.numbers("accuracy"))
            .with("a|b, \"c\"", "83.65 ± 0.10")
            .with(new Table.Plain(
                    List.of(Html.element("span", Html.text("<scr"), Html.element("b", "ipt>")), Html.text(""))))
            .total("all", "1");

    @Test
    void markdownKeepsItsColumns() {
        assertThat(TABLE.markdown()).isEqualTo("""
                | method | accuracy |
                | --- | ---: |
                | a\\|b, "c" | 83.65 ± 0.10 |
                | <script> |  |
                | all | 1 |
                """);
    }

    @Test
    void csvQuotesCellsThatHoldSeparators() {
        assertThat(TABLE.csv()).isEqualTo("""
                method,accuracy
                "a|b, ""c""\",83.65 ± 0.10
                <script>,
                all,1
                """);
    }

    @Test
    void htmlHasHeadersCaptionAndAlignment() {
        StringBuilder html = new StringBuilder();
        TABLE.toHtml().writeTo(html);
        Document page = Jsoup.parse(html.toString());

        assertThat(page.select("caption").text()).isEqualTo("Figures");
        assertThat(page.select("thead th[scope=col]").eachText()).containsExactly("method", "accuracy");
        assertThat(page.select("tbody th[scope=row]").eachText()).containsExactly("a|b, \"c\"", "<script>", "all");
        assertThat(page.select(".number").eachText()).containsExactly("accuracy", "83.65 ± 0.10", "1");
        assertThat(page.select("tr.emphasised th").text()).isEqualTo("all");
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        assertThatThrownBy(() -> Table.of("Figures", Table.words("a")).with("1", "2"))
                .hasMessage("a row of the table 'Figures' has 2 cells, the table has 1 columns: give each column one");
    }
}
