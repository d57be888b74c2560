package org.spikestill.report.section;

import static org.spikestill.report.Html.element;

import java.util.List;
import org.spikestill.report.Section;

/// Remarks that the figures of a report depend on.
public final class NotesSection {
    private NotesSection() {}

    public static Section of(List<String> notes) {
        return notes.isEmpty()
                ? new Section("notes", "Notes")
                : new Section(
                        "notes",
                        "Notes",
                        element(
                                "ul",
                                notes.stream().map(note -> element("li", note)).toList()));
    }
}
