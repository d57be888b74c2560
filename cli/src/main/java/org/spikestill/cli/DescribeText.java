package org.spikestill.cli;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Description;

/// Families and their members as text of a given width.
final class DescribeText {
    private static final int TERM = 20;
    private static final int SETTING = 6;

    private DescribeText() {}

    static String line(String term, String text, int width) {
        return Paragraph.of(term, TERM, text, width);
    }

    static String family(Catalog<?> family, List<String> options, int width) {
        List<String> lines = new ArrayList<>();
        family.names().forEach(name -> lines.add(line(name, family.summary(name), width)));
        lines.add("");
        lines.addAll(takenBy(options, width));
        lines.add("settings of one: spikestill describe " + Families.name(family) + " NAME");
        return String.join(System.lineSeparator(), lines);
    }

    static String member(Description member, List<String> options, int width) {
        List<String> lines = new ArrayList<>();
        String summary = member.summary().isEmpty() ? "compiled without help texts" : member.summary();
        lines.add(Paragraph.of("", 0, member.name() + ": " + summary, width));
        lines.add("");
        for (Description.Setting each : member.settings()) {
            lines.add(each.name() + each.value().map(value -> "=" + value).orElse(" (to be given)"));
            lines.add(Paragraph.of("", SETTING, text(each), width));
        }
        if (member.settings().isEmpty()) {
            lines.add("no settings");
        }
        lines.add("");
        lines.addAll(takenBy(options, width));
        lines.add("example: "
                + options.stream().findFirst().map(option -> option + " ").orElse("") + quoted(member.example()));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> takenBy(List<String> options, int width) {
        return options.isEmpty()
                ? List.of()
                : List.of(Paragraph.of("", 2, "taken by " + String.join(", ", options), width)
                        .strip());
    }

    private static String text(Description.Setting setting) {
        String description = setting.description();
        return description.isEmpty() ? setting.wanted() : description + " (" + setting.wanted() + ")";
    }

    /// A shell reads brackets itself.
    private static String quoted(String spec) {
        return spec.matches("[\\w.:,=/+-]*") ? spec : "'" + spec + "'";
    }
}
