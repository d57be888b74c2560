package org.spikestill.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Description;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Describes the open families and their members, from the catalogs themselves.
@Command(
        name = "describe",
        description = {
            "Describes what can be chosen by name: the families, the members of a FAMILY, or one member NAME with its"
                    + " settings, their units and defaults, and an example.",
            ""
        },
        customSynopsis = "spikestill describe [FAMILY [NAME]] [OPTIONS]",
        sortOptions = false)
final class Describe implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FAMILY", description = "Such as data, neuron or loss.")
    private Optional<String> family;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Member of the family, such as mnist.")
    private Optional<String> name;

    @Mixin
    private OutputForm form;

    /// The families there are.
    private record All(Map<String, List<String>> families) {}

    /// One family.
    ///
    /// @param options that take a member, by command
    private record Family(String family, Map<String, String> members, List<String> options) {}

    Describe(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<Catalog<?>> catalog = family.map(Families::find);
        String text = catalog.isEmpty()
                ? families()
                : name.isEmpty() ? members(catalog.get()) : member(catalog.get(), name.get());
        spec.commandLine().getOut().println(text);
        return ExitCode.DONE.code();
    }

    private String families() {
        Map<String, List<String>> names = new TreeMap<>();
        Families.ALL.forEach(each -> names.put(Families.name(each), each.names()));
        return form.of(
                new All(names),
                () -> Families.ALL.stream()
                        .map(each -> DescribeText.line(
                                Families.name(each), String.join(", ", each.names()), terminal.width()))
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    private String members(Catalog<?> catalog) {
        Map<String, String> summaries = new TreeMap<>();
        catalog.names().forEach(each -> summaries.put(each, catalog.summary(each)));
        List<String> options = FamilyOptions.of(spec.root().commandLine(), catalog);
        return form.of(
                new Family(Families.name(catalog), summaries, options),
                () -> DescribeText.family(catalog, options, terminal.width()));
    }

    private String member(Catalog<?> catalog, String text) {
        Description description = catalog.describe(catalog.find(text, catalog.family()));
        return form.of(
                description,
                () -> DescribeText.member(
                        description, FamilyOptions.of(spec.root().commandLine(), catalog), terminal.width()));
    }
}
