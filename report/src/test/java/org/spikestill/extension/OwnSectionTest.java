package org.spikestill.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.report.Card;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Picture;
import org.spikestill.report.Scatter;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.section.NotesSection;

/// A report section from outside of the report's packages: a result record and a function to a [Section].
class OwnSectionTest {
    /// Learned leaks of one population.
    private record Leaks(String network, List<Double> byEpoch, List<Integer> histogram) {}

    private static Section section(Leaks leaks, SeriesColours colours) {
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Mean leak",
                "Epoch",
                IntStream.rangeClosed(1, leaks.byEpoch.size())
                        .mapToObj(Figures::count)
                        .toList(),
                "Leak",
                Chart.Quantity.NUMBER,
                List.of(new Chart.Series(leaks.network, colours.of(leaks.network), leaks.byEpoch)));
        Scatter histogram = new Scatter(
                "Leaks",
                new Scatter.Axis("Tenth", 0, 9),
                new Scatter.Axis("Neurons", 0, 100),
                colours.of(leaks.network),
                IntStream.range(0, 10)
                        .mapToObj(i -> new Scatter.Point(i, leaks.histogram.get(i)))
                        .toList(),
                "Neurons by tenth.");
        Html map = Picture.heat(Block.of(Shape.of(1, 2), 0.1f, 0.9f)).toHtml("Leaks of two neurons");
        return new Section(
                "leak", "Learned leaks", chart.toHtml(), chart.table().folded("As a table"), histogram.toHtml(), map);
    }

    @Test
    void anExperimentBringsASectionInOneFile() {
        Leaks leaks = new Leaks("student", List.of(0.9, 0.85), List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

        Document page = Jsoup.parse(Page.of("Leaks", "")
                .with(new Card("Mean leak", Figures.number(0.85), "after training"))
                .with(section(leaks, new SeriesColours(List.of("teacher", "student"))))
                .with(NotesSection.of(List.of("A note.")))
                .html());

        assertThat(page.select("nav a").eachText()).containsExactly("Learned leaks", "Notes");
        assertThat(page.select("#leak figure.chart")).hasSize(2);
        assertThat(page.select("#leak td").eachText()).containsExactly("0.9", "0.85");
        assertThat(page.select("#leak .swatch").attr("class")).isEqualTo("swatch slot-1");
        assertThat(page.select("#leak img").attr("alt")).isEqualTo("Leaks of two neurons");
    }
}
