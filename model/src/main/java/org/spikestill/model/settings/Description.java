package org.spikestill.model.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A member of an open family for a reader: all of it is read off the member's record, its comment and its defaults.
///
/// @param name in specs and files
/// @param summary one sentence, or empty for a record compiled without the annotation processor
/// @param settings its components, those of records within it one by one
/// @param example spec of the member with one setting; a setting without default has its name in capitals for a value
public record Description(String name, String summary, List<Setting> settings, String example) {
    public Description {
        settings = List.copyOf(settings);
    }

    /// One setting of a member.
    ///
    /// @param name as in specs, such as `reset.target`
    /// @param description text of the record's comment with the unit, or empty
    /// @param wanted kind of its value, such as `a finite number`
    /// @param choices names to choose from, or nothing
    /// @param value its default as text; empty if the setting has to be given
    public record Setting(
            String name, String description, String wanted, List<String> choices, Optional<String> value) {
        public Setting {
            choices = List.copyOf(choices);
        }
    }

    static Description of(String name, Class<?> member) {
        RecordForm form = RecordForm.of(member);
        List<Setting> settings = settings("", form, form.defaults()).toList();
        return new Description(name, HelpTexts.of(member).summary(), settings, example(name, settings));
    }

    private static Stream<Setting> settings(String prefix, RecordForm record, Optional<Object> base) {
        Map<String, String> texts =
                new LinkedHashMap<>(HelpTexts.of(record.type().type()).components());
        return record.fields().stream().flatMap(field -> {
            String name = prefix + field.flag();
            Form form = field.form();
            Optional<Object> value = base.map(field::of);
            return form instanceof RecordForm nested
                    ? settings(name + ".", nested, value.or(nested::defaults))
                    : Stream.of(new Setting(
                            name,
                            texts.getOrDefault(field.name(), ""),
                            form.wanted(),
                            form.choices(),
                            value.map(form::print)));
        });
    }

    /// The settings that have to be given, or else the first one.
    private static String example(String name, List<Setting> settings) {
        List<Setting> needed =
                settings.stream().filter(each -> each.value().isEmpty()).toList();
        List<Setting> shown = needed.isEmpty() ? settings.stream().limit(1).toList() : needed;
        List<String> texts = shown.stream()
                .map(each -> each.name() + "=" + each.value().orElseGet(() -> placeholder(each)))
                .toList();
        return texts.isEmpty() ? name : name + ":" + String.join(",", texts);
    }

    private static String placeholder(Setting setting) {
        return setting.choices().stream()
                .findFirst()
                .orElseGet(() -> setting.name().replace('.', '-').toUpperCase(Locale.ROOT));
    }
}
