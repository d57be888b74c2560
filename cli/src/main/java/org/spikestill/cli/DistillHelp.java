package org.spikestill.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spikestill.model.settings.Flag;
import org.spikestill.model.settings.InvalidSettings;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The help text of `distill`: options of the run, the settings in scope, and the way to the others.
final class DistillHelp {
    /// Settings that most runs change.
    static final List<String> USUAL = List.of(
            "method",
            "data",
            "teacher-file",
            "teacher-architecture",
            "teacher-training-epochs",
            "student-architecture",
            "student-ticks",
            "student-training-epochs",
            "seed");

    private static final int TERM = 18;

    private DistillHelp() {}

    /// @param flags all settings of the command, which has their options already
    /// @throws InvalidSettings naming the groups if the scope is none of them
    static void arrange(CommandSpec command, List<Flag> flags, HelpScope scope, int width) {
        Map<String, List<Flag>> groups = flags.stream().collect(Collectors.groupingBy(Flag::group));
        List<String> names = flags.stream()
                .map(Flag::group)
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
        if (!scope.isUsual() && !scope.part().equals(HelpScope.ALL) && !names.contains(scope.part())) {
            throw new InvalidSettings("--help=" + scope.part() + " is no group of settings: there are " + names
                    + " and " + HelpScope.ALL);
        }
        List<String> settings = flags.stream().map(flag -> "--" + flag.name()).toList();
        command.usageMessage()
                .sectionMap()
                .put(SECTION_KEY_OPTION_LIST, help -> options(help, visible(command), settings, scope));
        command.usageMessage().footer(footer(names, groups, flags.size(), width));
    }

    private static List<OptionSpec> visible(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static String options(Help help, List<OptionSpec> options, List<String> settings, HelpScope scope) {
        Predicate<OptionSpec> isSetting = option -> settings.contains(option.longestName());
        String heading = switch (scope.part()) {
            case HelpScope.USUAL -> "Usual settings:";
            case HelpScope.ALL -> "Settings:";
            default -> "Settings of the group '" + scope.part() + "':";
        };
        return "%nThe run:%n".formatted()
                + help.optionListExcludingGroups(
                        options.stream().filter(isSetting.negate()).toList())
                + "%n%s%n".formatted(heading)
                + help.optionListExcludingGroups(
                        options.stream().filter(isSetting).toList());
    }

    private static String[] footer(List<String> names, Map<String, List<Flag>> groups, int count, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(" ");
        lines.add("All settings, each an option and a field of a recipe (spikestill init writes one):");
        for (String name : names) {
            List<Flag> flags = groups.get(name);
            lines.add(Paragraph.of(
                    "  --help=" + name,
                    TERM + 3,
                    flags.size() + " settings, --" + flags.getFirst().name() + " to --"
                            + flags.getLast().name(),
                    width));
        }
        lines.add("  --help=all         all " + count);
        lines.add(Paragraph.of(
                "",
                0,
                "What is chosen by name has settings of its own, as in --student-neuron=lif:leak=0.9, which"
                        + " 'spikestill describe neuron lif' lists.",
                width));
        lines.add(" ");
        lines.add("Examples:");
        lines.add("  spikestill distill");
        lines.add("  spikestill distill --data=mnist --student-ticks=4 --out=runs/mnist");
        lines.add("  spikestill distill --data=photos/ --teacher-file=teacher.onnx");
        lines.add("  spikestill distill --resume=runs/mnist");
        return lines.stream()
                .flatMap(String::lines)
                .map(line -> line.replace("%", "%%"))
                .toArray(String[]::new);
    }
}
