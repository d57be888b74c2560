package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
    private static final Section TEXT = new Section("text", "Text", Html.paragraph("words"));

    @Test
    void sectionsStandInTheOrderGivenAndEmptyOnesAreLeftOut() {
        Document page = parse(Page.of("Title", "Subtitle")
                .withKind("Kind")
                .with(new Card("Accuracy", "91 %", "test"))
                .with(chart("b"))
                .with(new Section("empty", "Empty"))
                .with(TEXT)
                .withFooter("A footer."));

        assertThat(page.select("main > section").eachAttr("id")).containsExactly("b", "text");
        assertThat(page.select("nav a").eachAttr("href")).containsExactly("#b", "#text");
        assertThat(page.select("nav a").eachText()).containsExactly("Section b", "Text");
        assertThat(page.title()).isEqualTo("Title");
        assertThat(page.select("header > *").eachText())
                .containsExactly("Kind", "Title", "Subtitle", "Accuracy 91 % test");
        assertThat(page.selectFirst("footer p").text()).isEqualTo("A footer.");
    }

    @Test
    void absentPartsLeaveNoElements() {
        Document page = parse(Page.of("Title", ""));

        assertThat(page.select("main > *, nav, .cards, .kind, .subject, footer > *, script"))
                .isEmpty();
    }

    @Test
    void idsAreUniqueAndPlain() {
        assertThatThrownBy(() -> Page.of("Title", "").with(TEXT).with(TEXT))
                .hasMessage("two sections of the page 'Title' have the id 'text': give one of them another");
        assertThat(parse(Page.of("Title", "").with(TEXT).with(TEXT.as("more", "More")))
                        .select("h2")
                        .eachText())
                .containsExactly("Text", "More");
        assertThatThrownBy(() -> new Section("a b", "Title"))
                .hasMessage("'a b' cannot be the id of the section 'Title': lower-case letters, digits and hyphens can,"
                        + " a letter first");
    }

    /// Scripts come with charts only, wherever in a section a chart stands.
    @Test
    void aPageWithoutChartsHoldsNoScript() {
        Document plain = parse(Page.of("Title", "").with(TEXT));
        Section nested = new Section(
                "nested", "Nested", Html.element("div", chart("c").content().getFirst()));

        assertThat(plain.select("script")).isEmpty();
        assertThat(policy(plain)).startsWith("default-src 'none';").doesNotContain("script-src");
        assertThat(parse(Page.of("Title", "").with(nested)).select("script:not([type])"))
                .hasSize(2);
    }

    /// The policy lists the two scripts by digest and nothing else, so that an injected script would not run.
    @Test
    void onlyThePagesOwnScriptsMayRun() throws Exception {
        Document page = parse(Page.of("Title", "").with(chart("a")));

        StringBuilder allowed = new StringBuilder("script-src");
        for (Element script : page.select("script:not([type])")) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(script.data().getBytes(StandardCharsets.UTF_8));
            allowed.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append('\'');
        }
        assertThat(policy(page))
                .startsWith("default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';")
                .endsWith(allowed);
        assertThat(page.select("script:not([type])")).hasSize(2);
        assertThat(page.select("script[type]").eachAttr("type")).containsOnly("application/json");
    }

    @Test
    void nothingIsFetched() {
        Document page = parse(Page.of("Title", "").with(chart("a")).with(TEXT));

        assertThat(page.select("[href]").eachAttr("href")).allMatch(address -> address.startsWith("#"));
        assertThat(page.select("link, iframe, object, embed, base, form, [srcset], [action], [src]"))
                .isEmpty();
        assertThat(page.select("style").first().data()).doesNotContainPattern("url\\s*\\(|@import");
    }

    @Test
    void theChartingLibraryBringsItsLicence() {
        Document page = parse(Page.of("Title", "").with(chart("a")));

        assertThat(page.selectFirst("body > script").data())
                .contains("Apache License, Version 2.0", "http://www.apache.org/licenses/LICENSE-2.0");
        assertThat(page.selectFirst("footer").text()).startsWith("Apache ECharts");
    }

    @Test
    void hostileTextStaysText() {
        String hostile = "</script></style><img src=x onerror=alert(1)><script>alert(2)</script>\" onload='x' &amp;";
        Document page = parse(everywhere(hostile));

        assertThat(shape(page)).isEqualTo(shape(parse(everywhere("friend"))));
        assertThat(page.title()).isEqualTo(hostile);
        assertThat(page.select("h1, h2, nav a, dt, .kind, .subject, footer p:first-child, figcaption, caption")
                        .eachText())
                .hasSize(11)
                .allMatch(hostile::equals);
        page.select("script[type]").forEach(script -> JsonMapper.shared().readTree(script.data()));
    }

    @Test
    void writingReplacesTheOldPageAndLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("deep/report.html");
        Page second = Page.of("Second", "").with(TEXT);

        Page.of("First", "").write(target);
        second.write(target);

        assertThat(Files.readString(target)).isEqualTo(second.html());
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void coloursRepeatAfterEightAndUnknownSeriesAreNamed() {
        SeriesColours colours = new SeriesColours(List.of("a", "b", "a", "c", "d", "e", "f", "g", "h", "i"));

        assertThat(colours.of("c")).isEqualTo(2);
        assertThat(colours.of("i")).isZero();
        assertThatThrownBy(() -> colours.of("z"))
                .hasMessage("the series 'z' has no colour: name it beside [a, b, c, d, e, f, g, h, i] in the page's"
                        + " SeriesColours");
    }

    private static Page everywhere(String text) {
        Chart chart = new Chart(
                Chart.Kind.BARS,
                text,
                text,
                List.of(text),
                text,
                Chart.Quantity.NUMBER,
                List.of(new Chart.Series(text, 0, List.of(1.0))));
        Html table = Table.of(text, Table.words(text)).with(text).toHtml();
        return Page.of(text, text)
                .withKind(text)
                .with(new Card(text, text, text))
                .with(new Section("a", text, chart.toHtml(), table, Html.note(text)))
                .with(new Section("b", text, Picture.of(1, 1, (_, _) -> 0).toHtml(text), Html.folded(text)))
                .withFooter(text);
    }

    private static Section chart(String id) {
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Title",
                "X",
                List.of("1"),
                "Y",
                Chart.Quantity.NUMBER,
                List.of(new Chart.Series("s", 0, List.of(1.0))));
        return new Section(id, "Section " + id, chart.toHtml());
    }

    /// Tags and attribute names in order: the structure of a page without its text.
    private static List<String> shape(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + element.attributes().asList().stream()
                                .map(Map.Entry::getKey)
                                .toList())
                .toList();
    }

    private static String policy(Document page) {
        return page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
    }

    private static Document parse(Page page) {
        return Jsoup.parse(page.html());
    }
}
