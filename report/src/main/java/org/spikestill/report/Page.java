package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.spikestill.model.file.AtomicFile;

/// A report as one self-contained HTML file of sections in any order.
///
/// Style, scripts and pictures are inside the file; a [ContentPolicy] forbids every fetch and every other script. The
/// charting library is included where a section holds a chart.
///
/// ```java
/// Page.of("MNIST, VGG-5", "seed 1")
///         .with(ConfusionSection.of(confusion, worst))
///         .with(new Section("leak", "Learned leaks", chart.toHtml()))      // a section of one's own
///         .write(Path.of("report.html"));
/// ```
///
/// @param kind of document, above the title; may be empty
/// @param subtitle below the title; may be empty
/// @param cards key figures
/// @param sections ids unique; those without content are left out
/// @param footer paragraphs at the end
public record Page(
        String kind, String title, String subtitle, List<Card> cards, List<Section> sections, List<String> footer) {
    public Page {
        cards = List.copyOf(cards);
        sections = sections.stream().filter(section -> !section.isEmpty()).toList();
        footer = List.copyOf(footer);
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            if (!ids.add(section.id())) {
                throw new IllegalArgumentException("two sections of the page '" + title + "' have the id '"
                        + section.id() + "': give one of them another");
            }
        }
    }

    /// A page without sections.
    public static Page of(String title, String subtitle) {
        return new Page("", title, subtitle, List.of(), List.of(), List.of());
    }

    public Page withKind(String value) {
        return new Page(value, title, subtitle, cards, sections, footer);
    }

    public Page with(Card card) {
        return new Page(kind, title, subtitle, appended(cards, card), sections, footer);
    }

    public Page with(Section section) {
        return new Page(kind, title, subtitle, cards, appended(sections, section), footer);
    }

    public Page withFooter(String paragraph) {
        return new Page(kind, title, subtitle, cards, sections, appended(footer, paragraph));
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> more = new ArrayList<>(list);
        more.add(last);
        return more;
    }

    /// Writes the page whole or, on failure, not at all; missing folders are created.
    ///
    /// @throws org.spikestill.model.InvalidFile naming the file and the reason why it cannot be written
    public void write(Path file) throws IOException {
        String html = html();
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, html);
    }

    public String html() {
        Scripts scripts = sections.stream().anyMatch(Section::hasChart) ? Scripts.charts() : Scripts.none();
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        element("html", head(scripts), body(scripts)).with("lang", "en").writeTo(page);
        return page.append('\n').toString();
    }

    /// @param notices licences of the scripts
    private record Scripts(List<String> contents, List<String> notices) {
        static Scripts none() {
            return new Scripts(List.of(), List.of());
        }

        static Scripts charts() {
            ECharts library = ECharts.load();
            String licensed = "/* " + library.notice() + " */\n" + library.script();
            return new Scripts(List.of(licensed, resource("report.js")), List.of(library.notice()));
        }
    }

    private Html head(Scripts scripts) {
        return element(
                "head",
                element("meta").with("charset", "utf-8"),
                element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                element("meta").with("name", "color-scheme").with("content", "light dark"),
                element("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", ContentPolicy.of(scripts.contents())),
                element("title", title),
                new Embedded(Embedded.Kind.STYLE, resource("report.css")));
    }

    private Html body(Scripts scripts) {
        List<Html> parts = new ArrayList<>();
        parts.add(header());
        if (sections.size() > 1) {
            parts.add(element(
                            "nav",
                            element("ul", sections.stream().map(Section::link).toList()))
                    .with("aria-label", "Sections"));
        }
        parts.add(element("main", sections.stream().map(Section::toHtml).toList()));
        parts.add(element(
                "footer",
                Stream.concat(footer.stream(), scripts.notices().stream())
                        .map(Html::paragraph)
                        .toList()));
        scripts.contents().forEach(script -> parts.add(new Embedded(Embedded.Kind.SCRIPT, script)));
        return element("body", parts);
    }

    private Html header() {
        List<Html> parts = new ArrayList<>();
        if (!kind.isEmpty()) {
            parts.add(element("p", kind).styled("kind"));
        }
        parts.add(element("h1", text(title)));
        if (!subtitle.isEmpty()) {
            parts.add(element("p", subtitle).styled("subject"));
        }
        if (!cards.isEmpty()) {
            parts.add(element("dl", cards.stream().map(Card::toHtml).toList()).styled("cards"));
        }
        return element("header", parts);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no '" + name + "' beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException("reading '" + name + "' failed", failure);
        }
    }
}
