package org.spikestill.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import tools.jackson.databind.json.JsonMapper;

/// A section as a browser reads it.
final class Parsed {
    private static final String HOSTILE =
            "</script></style><img src=x onerror=alert(1)><script>alert(2)</script>\" onload='x' &amp;";

    private Parsed() {}

    static Element of(Section section) {
        return page(section).selectFirst("#" + section.id());
    }

    static Document page(Section section) {
        return Jsoup.parse(Page.of("Title", "").with(section).html());
    }

    /// Cells of a row, with plain spaces.
    static List<String> texts(Element row) {
        return row.select("> th, > td").stream().map(cell -> plain(cell.text())).toList();
    }

    static List<List<String>> rows(Element section, String table) {
        return section.select(table + " tbody tr").stream().map(Parsed::texts).toList();
    }

    static String plain(String text) {
        return text.replace('\u00A0', ' ');
    }

    /// Text from outside changes no element and no attribute name, and stands in the page unchanged.
    ///
    /// @param section with the given word wherever text comes from outside
    static void assertEscapes(Function<String, Section> section) {
        Document hostile = page(section.apply(HOSTILE));

        assertThat(shape(hostile)).isEqualTo(shape(page(section.apply("friend"))));
        assertThat(hostile.body().text()).contains(HOSTILE);
        hostile.select("script[type]").forEach(script -> JsonMapper.shared().readTree(script.data()));
    }

    private static List<String> shape(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + element.attributes().asList().stream()
                                .map(Map.Entry::getKey)
                                .toList())
                .toList();
    }
}
