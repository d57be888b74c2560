package org.spikestill.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The options that take a member of a family, found among the settings and the options there are.
final class FamilyOptions {
    private FamilyOptions() {}

    /// `distill --student-neuron`, `evaluate --data`, …
    static List<String> of(CommandLine root, Catalog<?> family) {
        Stream<String> settings = Settings.flags(new DistillSettings()).stream()
                .filter(flag -> !flag.choices().isEmpty() && family.names().containsAll(flag.choices()))
                .map(flag -> "distill --" + flag.name());
        Stream<String> options = root.getSubcommands().entrySet().stream()
                .flatMap(command -> command.getValue().getCommandSpec().options().stream()
                        .filter(option -> takes(option, family.type()))
                        .map(option -> command.getKey() + " " + option.longestName()));
        return Stream.concat(settings, options).toList();
    }

    private static boolean takes(OptionSpec option, Class<?> type) {
        return option.type() == type
                || Arrays.stream(option.auxiliaryTypes())
                        .filter(Objects::nonNull)
                        .anyMatch(type::equals);
    }
}
