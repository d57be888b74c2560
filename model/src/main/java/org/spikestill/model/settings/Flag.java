package org.spikestill.model.settings;

import java.util.List;

/// One setting as a command line sees it.
///
/// @param name in kebab case, without dashes before it
/// @param group the record within the settings that it belongs to, such as `student`; empty at the top
/// @param description text of the record's comment, or empty
/// @param wanted what its text must be, such as `a finite number`
/// @param choices the names to choose from, or nothing if any text of the right kind will do
/// @param value its value now, as text
public record Flag(String name, String group, String description, String wanted, List<String> choices, String value) {
    public Flag {
        choices = List.copyOf(choices);
    }
}
