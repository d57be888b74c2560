package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.spikestill.model.settings.Hardware;
import org.spikestill.model.settings.Provenance;
import org.spikestill.report.result.AttentionSample;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Attention maps, time, settings, provenance and notes.
class RunSectionsTest {
    private static final JsonNode DEFAULTS = json("""
            {"data": {"type": "mnist", "path": "x"}, "ticks": 8, "losses": [1, 2], "clip": null, "same": {"a": 1}}""");

    @Test
    void everyAttentionMapIsDrawnAndDescribed() {
        List<AttentionSample> samples = IntStream.range(0, 4)
                .mapToObj(i -> SampleResults.attention(i, i == 3 ? "deer" : "cat"))
                .toList();
        Element section = Parsed.of(AttentionSection.of(samples));

        assertThat(section.select(".sample")).hasSize(4);
        assertThat(section.select(".sample").first().select("img")).hasSize(5).allSatisfy(image -> {
            assertThat(image.attr("src")).startsWith("data:image/png;base64,");
            assertThat(image.attr("alt")).isNotBlank();
        });
        assertThat(section.select("figcaption.wrong").eachText()).containsExactly("test sample 3: cat, predicted deer");
        assertThat(section.select(".cosine").first().text()).startsWith("cosine 0.9");
    }

    @Test
    void timesHaveSharesThatSumUp() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("convert", 30.0);
        seconds.put("distil", 90.0);
        seconds.put("unknown", Double.NaN);

        assertThat(Parsed.rows(Parsed.of(TimeSection.of(seconds)), "table"))
                .containsExactly(
                        List.of("convert", "30.0 s", "25.00 %", ""),
                        List.of("distil", "1 min 30 s", "75.00 %", ""),
                        List.of("unknown", "–", "–", ""),
                        List.of("all steps", "2 min 00 s", "100.00 %", ""));
    }

    @Test
    void onlySettingsThatDifferAreUnfolded() {
        JsonNode settings = json("""
                {"data": {"type": "mnist", "path": "y"}, "ticks": 8, "losses": [1, 3], "clip": null, "same": {"a": 1}}""");
        Element section = Parsed.of(SettingsSection.of(settings, DEFAULTS));
        Element changed = section.selectFirst("[aria-label=Settings that differ from their defaults]");

        assertThat(changed.select("th").eachText()).containsExactly("data", "type", "path", "losses");
        assertThat(changed.select("th:contains(losses) + td").text()).isEqualTo("1, 3");
        Element all = section.selectFirst("details");
        assertThat(all.hasAttr("open")).isFalse();
        assertThat(all.select("th").eachText())
                .containsExactly("data", "type", "path", "ticks", "losses", "clip", "same", "a");
        assertThat(all.select("th:contains(clip) + td").text()).isEqualTo("–");
    }

    /// The values of another type have no counterpart among the defaults.
    @Test
    void aGroupOfAnotherTypeIsShownWhole() {
        JsonNode settings = json("""
                {"data": {"type": "cifar10", "path": "x"}, "ticks": 8, "losses": [1, 2], "clip": null, "same": {"a": 1}}""");

        assertThat(SettingsSection.changes(settings, DEFAULTS).orElseThrow().toString())
                .isEqualTo("{\"data\":{\"type\":\"cifar10\",\"path\":\"x\"}}");
        assertThat(SettingsSection.changes(DEFAULTS, DEFAULTS)).isEmpty();
        assertThat(Parsed.of(SettingsSection.of(DEFAULTS, DEFAULTS)).text())
                .contains("Every setting has its default value.");
    }

    @Test
    void provenanceIsWrittenInWords() {
        Provenance made = new Provenance(
                "spikestill 1",
                "train",
                json("{}"),
                1,
                "mnist",
                "abc",
                List.of(),
                List.of(),
                "OpenJDK 25",
                "",
                new Hardware("Xeon", 2),
                Map.of());

        assertThat(Parsed.rows(Parsed.of(ProvenanceSection.of(made, Map.of("Student", "def"))), "table"))
                .containsExactly(
                        List.of("Tool", "spikestill 1"),
                        List.of("Data", "mnist, SHA-256 of the training split abc"),
                        List.of("Student", "def"),
                        List.of("JVM", "OpenJDK 25"),
                        List.of("Processor", "Xeon, 2 cores"));
    }

    @Test
    void notesAreAList() {
        assertThat(Parsed.of(NotesSection.of(List.of("One.", "Two.")))
                        .select("li")
                        .eachText())
                .containsExactly("One.", "Two.");
    }

    @Test
    void emptyResultsLeaveTheirSectionsEmpty() {
        assertThat(List.of(
                        AttentionSection.of(List.of()),
                        TimeSection.of(Map.of()),
                        SettingsSection.of(json("{}"), DEFAULTS),
                        ProvenanceSection.of(Map.of()),
                        NotesSection.of(List.of()),
                        TrainingSection.of(List.of()),
                        ResultsSection.of(List.of(), "", SampleResults.COLOURS)))
                .allMatch(section -> section.content().isEmpty());
    }

    @Test
    void textFromOutsideIsEscaped() {
        Parsed.assertEscapes(word -> TimeSection.of(Map.of(word, 1.0)));
        Parsed.assertEscapes(word -> NotesSection.of(List.of(word)));
        Parsed.assertEscapes(word -> ProvenanceSection.of(Map.of(word, word)));
        Parsed.assertEscapes(word -> SettingsSection.of(
                JsonMapper.shared().valueToTree(Map.of(word, List.of(Map.of(word, word)))), DEFAULTS));
        Parsed.assertEscapes(word -> {
            AttentionSample sample = SampleResults.attention(0, "cat");
            AttentionSample.Map map = new AttentionSample.Map(
                    word, sample.depths().getFirst().teacher().values());
            return AttentionSection.of(List.of(new AttentionSample(
                    sample.split(),
                    0,
                    word,
                    word + "2",
                    sample.input(),
                    List.of(new AttentionSample.Depth(word, map, map)))));
        });
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
