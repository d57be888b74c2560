package org.spikestill.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.model.settings.Flag;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The components of a settings record as options. There is no list of them: a new component is a new option.
final class SettingsOptions {
    private final List<Flag> flags;
    private final Map<String, String> former;

    /// @param defaults whose values the help texts name
    SettingsOptions(Record defaults) {
        this.flags = Settings.flags(defaults);
        this.former = Settings.formerFlags(defaults);
    }

    List<Flag> flags() {
        return flags;
    }

    void addTo(CommandSpec command) {
        addTo(command, new HelpScope(HelpScope.ALL), Set.of());
    }

    /// @param scope of the help text, which leaves the other options out
    /// @param usual names of the settings in its shortest form
    void addTo(CommandSpec command, HelpScope scope, Set<String> usual) {
        for (Flag flag : flags) {
            OptionSpec.Builder option = OptionSpec.builder(option(flag))
                    .type(String.class)
                    .paramLabel(flag.choices().isEmpty() ? "VALUE" : "NAME")
                    .completionCandidates(flag.choices())
                    .hidden(!scope.shows(flag, usual))
                    .description(scope.isUsual() ? brief(flag) : description(flag));
            if (isSwitch(flag)) {
                option.arity("0..1").fallbackValue("true").paramLabel("true|false");
            }
            command.addOption(option.build());
        }
        former.keySet()
                .forEach(name -> command.addOption(OptionSpec.builder("--" + name)
                        .type(String.class)
                        .arity("0..1")
                        .fallbackValue("")
                        .hidden(true)
                        .build()));
    }

    private static String option(Flag flag) {
        return "--" + flag.name();
    }

    private static boolean isSwitch(Flag flag) {
        return flag.value().equals("true") || flag.value().equals("false");
    }

    private static String[] description(Flag flag) {
        String usual = literal(flag.wanted()) + "; default: " + literal(flag.value());
        return flag.description().isEmpty()
                ? new String[] {usual}
                : new String[] {literal(flag.description()), "(" + usual + ")"};
    }

    private static String[] brief(Flag flag) {
        String usual = flag.value().equals("none") ? "" : "; default: " + literal(flag.value());
        return new String[] {literal(flag.description()) + usual};
    }

    /// Picocli formats descriptions: a percent sign would ask for a value.
    private static String literal(String text) {
        return text.replace("%", "%%");
    }

    /// The settings named on the command line, as text by flag.
    ///
    /// @throws InvalidSettings if one stands there under an earlier name
    Map<String, String> given(ParseResult parsed) {
        former.forEach((was, now) -> {
            if (parsed.hasMatchedOption("--" + was)) {
                throw new InvalidSettings("--" + was + " is now --" + now + ": rename it");
            }
        });
        Map<String, String> values = new LinkedHashMap<>();
        for (Flag flag : flags) {
            if (parsed.hasMatchedOption(option(flag))) {
                values.put(flag.name(), parsed.matchedOptionValue(option(flag), ""));
            }
        }
        return values;
    }
}
