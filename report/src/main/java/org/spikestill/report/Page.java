package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole page in one file: style, script and pictures are inside. Its content security policy forbids every
/// fetch and every script but our two, by digest: nothing that slips in from outside could run or call home.
final class Page {
    private Page() {}

    static String of(DistillReport report) {
        ECharts charts = ECharts.load();
        String library = "/* " + charts.notice() + " */\n" + charts.script();
        String script = resource("report.js");
        Html head = element(
                "head",
                element("meta").with("charset", "utf-8"),
                element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                element("meta").with("name", "color-scheme").with("content", "light dark"),
                element("meta").with("http-equiv", "Content-Security-Policy").with("content", policy(library, script)),
                element("title", report.title()),
                raw("style", resource("report.css")));
        List<Section> sections = sections(report);
        Html body = element(
                "body",
                Summary.of(report),
                element(
                                "nav",
                                element(
                                        "ul",
                                        sections.stream().map(Section::link).toList()))
                        .with("aria-label", "Sections"),
                element("main", sections.stream().map(Section::toHtml).toList()),
                element("footer", element("p", charts.notice())),
                raw("script", library),
                raw("script", script));
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        element("html", head, body).with("lang", "en").writeTo(page);
        return page.append('\n').toString();
    }

    private static List<Section> sections(DistillReport report) {
        return Stream.of(
                        ResultsSection.of(report),
                        notes(report),
                        TicksSection.of(report),
                        TrainingSection.of(report),
                        ActivitySection.of(report),
                        AttentionSection.of(report),
                        ParitySection.of(report),
                        TimeSection.of(report),
                        SettingsSection.settings(report),
                        SettingsSection.provenance(report))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Section> notes(DistillReport report) {
        return report.notes().isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "notes",
                        "Notes",
                        element(
                                "ul",
                                report.notes().stream()
                                        .map(note -> element("li", note))
                                        .toList())));
    }

    private static String policy(String... scripts) {
        List<String> allowed = new ArrayList<>();
        for (String script : scripts) {
            allowed.add("'sha256-" + sha256(script) + "'");
        }
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                + " script-src " + String.join(" ", allowed);
    }

    private static String sha256(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException failure) {
            throw new AssertionError("every Java platform has SHA-256", failure);
        }
    }

    static String resource(String name) {
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
