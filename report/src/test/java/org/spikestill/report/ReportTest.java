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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    @Test
    void everyPartHasItsSectionAndItsLink() {
        Document page = page(SampleReport.full());

        List<String> parts = List.of(
                "results",
                "notes",
                "steps",
                "training",
                "activity",
                "attention",
                "parity",
                "time",
                "settings",
                "provenance");
        assertThat(page.select("main > section").eachAttr("id")).isEqualTo(parts);
        assertThat(page.select("nav a").eachAttr("href"))
                .isEqualTo(parts.stream().map(id -> "#" + id).toList());
        assertThat(page.title()).isEqualTo("CIFAR-10: VGG-11 distilled to 8 ticks");
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void resultsGiveSplitIntervalAndGain() {
        Element row = page(SampleReport.full()).selectFirst("#results tr.emphasised");

        assertThat(texts(row))
                .containsExactly(
                        "distilled",
                        "8",
                        "9 750 922",
                        "91.78 % 4 589 of 5 000",
                        "91.33 % 9 133 of 10 000",
                        "90.76 % to 91.87 %",
                        "+18.21 +17.18 to +19.24, test",
                        "136 394");
    }

    @Test
    void aGainFallsBackToValidationAndNeverComparesDifferentTicks() {
        Headline converted = SampleReport.line("converted", Role.CONVERTED, 8, 1, 2500, 5000, OptionalDouble.empty());
        Headline untested = new Headline(
                "distilled",
                Role.DISTILLED,
                8,
                1,
                Optional.of(new Accuracy(3000, 5000)),
                Optional.empty(),
                OptionalDouble.empty());
        Headline shorter = SampleReport.line("distilled", Role.DISTILLED, 4, 1, 3000, 6000, OptionalDouble.empty());

        Gain gain = Gain.of(untested, List.of(converted, untested)).orElseThrow();
        assertThat(gain.split()).isEqualTo(Split.VALIDATION);
        assertThat(Figures.points(gain.points())).isEqualTo("+10.00");
        assertThat(Gain.of(shorter, List.of(converted, shorter))).isEmpty();
        assertThat(Gain.of(converted, List.of(converted))).isEmpty();
    }

    @Test
    void networksNeedDifferentNames() {
        Headline line = SampleReport.headline().getFirst();

        assertThatThrownBy(() -> withHeadline(List.of(line, line)))
                .hasMessage("two networks of the report are called 'teacher': its other parts tell networks apart by"
                        + " name");
    }

    @Test
    void theFirstFiguresNameTheirSource() {
        List<Element> cards = page(SampleReport.full()).select(".cards > div");

        assertThat(cards.stream().map(card -> plain(card.text())))
                .containsExactly(
                        "Accuracy of distilled 91.33 % 90.76 % to 91.87 %, test, 10 000 samples",
                        "Gain over converted +18.21 points +17.18 to +19.24, test",
                        "Spikes per sample 136 394 all layers and ticks, test",
                        "Same prediction, trainer and engine 9 997 of 10 000 samples, test");
    }

    @Test
    void withoutAHybridTheRestStands() {
        List<Headline> lines = SampleReport.headline().stream()
                .filter(line -> line.role() != Role.HYBRID)
                .toList();

        assertThat(page(withHeadline(lines)).select("#results tbody th").eachText())
                .containsExactly("teacher", "ANN artificial", "converted", "distilled");
    }

    @Test
    void everyLossTermHasItsCurve() {
        Document page = page(SampleReport.full());

        assertThat(page.select("#training .stage h3").eachText()).containsExactly("hybrid", "distil");
        List<Element> figures = page.select("#training figure");
        assertThat(figures.get(0).select("button").eachText())
                .containsExactly("term cross-entropy", "cross-entropy on validation");
        assertThat(figures.get(2).select("button").eachText())
                .containsExactly("objective", "term soft-targets", "term cross-entropy", "term attention-match");
        assertThat(page.select("#training .stage").get(1).select("tbody tr")).hasSize(20);
    }

    @Test
    void aNetworkKeepsItsColourInEveryChart() {
        Document page = page(SampleReport.full());

        String colour =
                page.selectFirst("#results tr.emphasised .dot").className().replace("dot ", "");
        for (String section : List.of("#steps", "#activity")) {
            assertThat(page.selectFirst(section + " button:contains(distilled) .swatch")
                            .className())
                    .isEqualTo("swatch " + colour);
        }
    }

    @Test
    void ratesAreSpikesPerNeuronAndTick() {
        Activity activity = new Activity(
                "student",
                4,
                new Source(Split.TEST, 10),
                List.of(new Activity.Population("a", 100, 40), new Activity.Population("b", 300, 360)));
        DistillReport bare = SampleReport.bare();
        DistillReport report = new DistillReport(
                bare.title(),
                bare.student(),
                bare.data(),
                4,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(activity),
                List.of(),
                Optional.empty(),
                Map.of(),
                bare.settings(),
                Map.of(),
                List.of());

        List<Element> rows = page(report).select("#activity tbody tr");

        assertThat(rows.stream().map(ReportTest::texts))
                .containsExactly(
                        List.of("a", "100", "40", "0.1"),
                        List.of("b", "300", "360", "0.3"),
                        List.of("all layers", "400", "400", "0.25"));
    }

    @Test
    void everyMapIsDrawnAndDescribed() {
        Document page = page(SampleReport.full());

        assertThat(page.select("#attention .sample")).hasSize(4);
        assertThat(page.select("#attention .sample").first().select("img"))
                .hasSize(7)
                .allSatisfy(image -> {
                    assertThat(image.attr("src")).startsWith("data:image/png;base64,");
                    assertThat(image.attr("alt")).isNotBlank();
                });
        assertThat(page.select("#attention figcaption.wrong").eachText())
                .containsExactly("test sample 3: cat, predicted deer");
    }

    @Test
    void parityCountsPredictionsAndSpikes() {
        Document page = page(SampleReport.full());

        assertThat(plain(page.selectFirst("#parity .verdict").text()))
                .isEqualTo("Different predictions on 3 of 10 000 test samples (0.03 %).");
        assertThat(page.select("#parity table").first().select("tbody tr").stream()
                        .map(ReportTest::texts)
                        .toList()
                        .get(1))
                .containsExactly("conv2", "201 332 811", "201 332 907", "+96", "0.00004768");
        Parity same = new Parity(new Source(Split.TEST, 1), 0, List.of(), List.of(), Optional.empty(), "");
        assertThat(ParitySection.verdict(same)).isEqualTo("Same prediction on all 1 test sample.");
    }

    @Test
    void settingsAreNestedTables() {
        Element settings = page(SampleReport.full()).selectFirst("#settings");

        assertThat(settings.select("th:contains(temperature) + td").text()).isEqualTo("4");
        assertThat(settings.select("th:contains(augment) + td").text()).isEqualTo("crop, flip");
        assertThat(settings.select("th:contains(clip) + td").text()).isEqualTo("–");
        assertThat(settings.select("table table table")).isNotEmpty();
    }

    @Test
    void whatIsAbsentLeavesNoTrace() {
        Document page = page(SampleReport.bare());

        assertThat(page.select("main > *, nav li, figure, .cards")).isEmpty();
        assertThat(page.selectFirst(".subject").text()).isEqualTo("MLP on MNIST, 1 tick, seed -3");
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        Headline line = new Headline(
                "teacher", Role.TEACHER, 1, 10, Optional.empty(), Optional.empty(), OptionalDouble.empty());
        Epoch epoch = new Epoch("fit", 1, Double.NaN, Map.of(), Double.NaN, 0.5, Double.NaN, Double.NaN, Double.NaN);
        DistillReport bare = SampleReport.bare();
        DistillReport report = new DistillReport(
                bare.title(),
                bare.student(),
                bare.data(),
                1,
                1,
                List.of(line),
                List.of(epoch),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of("fit", Double.NaN),
                bare.settings(),
                Map.of(),
                List.of());

        Document page = page(report);

        assertThat(texts(page.selectFirst("#results tbody tr")))
                .containsExactly("teacher", "–", "10", "–", "–", "–", "–", "–");
        assertThat(texts(page.selectFirst("#training tbody tr"))).containsExactly("1", "–", "–", "50.00 %", "–", "–");
        assertThat(texts(page.selectFirst("#time tbody tr"))).containsExactly("fit", "–", "–", "");
        assertThat(page.body().text()).doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void nothingIsFetched() throws Exception {
        Document page = page(SampleReport.full());

        assertThat(page.select("[src]").eachAttr("src"))
                .allMatch(address -> address.startsWith("data:image/png;base64,"));
        assertThat(page.select("[href]").eachAttr("href")).allMatch(address -> address.startsWith("#"));
        assertThat(page.select("link, iframe, object, embed, base, form, [srcset], [action], [onload], [onerror]"))
                .isEmpty();
        assertThat(page.select("style").first().data()).doesNotContainPattern("url\\s*\\(|@import");
        assertThat(page.select("[style]").eachAttr("style")).noneMatch(style -> style.contains("url"));
    }

    /// The policy lists the two scripts by digest and nothing else: a script that came in from outside would not run.
    @Test
    void onlyOurScriptsMayRun() throws Exception {
        Document page = page(SampleReport.full());

        StringBuilder allowed = new StringBuilder("script-src");
        for (Element script : page.select("script:not([type])")) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(script.data().getBytes(StandardCharsets.UTF_8));
            allowed.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append('\'');
        }
        String policy =
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertThat(policy).startsWith("default-src 'none'; img-src data:;").endsWith(allowed);
        assertThat(page.select("script:not([type])")).hasSize(2);
        assertThat(page.select("script[type]").eachAttr("type")).containsOnly("application/json");
    }

    @Test
    void theChartingLibraryBringsItsLicence() {
        String library = page(SampleReport.bare()).selectFirst("script").data();

        assertThat(library).contains("Apache License, Version 2.0", "http://www.apache.org/licenses/LICENSE-2.0");
        assertThat(page(SampleReport.bare()).selectFirst("footer").text()).startsWith("Apache ECharts");
    }

    @Test
    void hostileWordsStayWords() {
        String hostile = "</script></style><img src=x onerror=alert(1)><script>alert(2)</script>\" onload='x' &amp;";
        Document page = page(hostile(hostile));
        Document friendly = page(hostile("friend"));

        assertThat(shape(page)).isEqualTo(shape(friendly));
        assertThat(page.selectFirst("h1").text()).isEqualTo(hostile);
        page.select("script[type]").forEach(script -> JsonMapper.shared().readTree(script.data()));
    }

    @Test
    void writingReplacesTheOldPageAndLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("deep/report.html");

        Report.write(SampleReport.bare(), target);
        assertThat(Report.write(SampleReport.full(), target)).isEqualTo(target);

        assertThat(Files.readString(target)).isEqualTo(Report.html(SampleReport.full()));
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    private static DistillReport withHeadline(List<Headline> lines) {
        DistillReport bare = SampleReport.bare();
        return new DistillReport(
                bare.title(),
                bare.student(),
                bare.data(),
                8,
                1,
                lines,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                bare.settings(),
                Map.of(),
                List.of());
    }

    /// Every word that comes from outside is the same one.
    private static DistillReport hostile(String word) {
        Headline line = SampleReport.line(word, Role.DISTILLED, 8, 1, 1, 1, OptionalDouble.of(1));
        Source source = new Source(Split.TEST, 10);
        AttentionSample sample = SampleReport.attention(0);
        AttentionSample.Map map = new AttentionSample.Map(
                word, sample.depths().getFirst().teacher().values());
        return new DistillReport(
                word,
                word,
                word,
                8,
                1,
                List.of(line),
                List.of(new Epoch(word, 1, 1, Map.of(word, 0.5), 0.5, 0.5, 0.4, 0.1, 1)),
                List.of(new TickCurve(word, source, List.of(0.5))),
                List.of(new Activity(word, 8, source, List.of(new Activity.Population(word, 1, 1)))),
                List.of(new AttentionSample(
                        Split.TEST,
                        0,
                        word,
                        word + "2",
                        sample.input(),
                        List.of(new AttentionSample.Depth(word, map, map)))),
                Optional.of(new Parity(
                        source,
                        1,
                        List.of(new Parity.Difference(0, word, word, word)),
                        List.of(new Parity.LayerSpikes(word, 1, 1)),
                        Optional.of(new Parity.Divergence(0, word, 1, word)),
                        word)),
                Map.of(word, 1.0),
                JsonMapper.shared().valueToTree(Map.of(word, List.of(Map.of(word, word)))),
                Map.of(word, word),
                List.of(word));
    }

    /// Tags and attribute names in order: what a page is, apart from its words.
    private static List<String> shape(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + element.attributes().asList().stream()
                                .map(Map.Entry::getKey)
                                .toList())
                .toList();
    }

    private static List<String> texts(Element row) {
        return row.select("> th, > td").stream().map(cell -> plain(cell.text())).toList();
    }

    private static final Pattern SPACES = Pattern.compile("[\\u00A0\\u202F]");

    private static String plain(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }

    private static Document page(DistillReport report) {
        return Jsoup.parse(Report.html(report));
    }
}
