package org.spikestill.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.spikestill.model.settings.Flag;

/// The part of a long help text that a command line names: `--help` shows the usual settings, `--help=all` every one,
/// `--help=student` those of a group.
///
/// @param part a group of settings, [#ALL] or [#USUAL]
record HelpScope(String part) {
    static final String ALL = "all";
    static final String USUAL = "";

    private static final String HELP = "--help";
    private static final String NAMED = HELP + "=";

    /// Everything, unless arguments ask for help: an option that help leaves out can still be given and completed.
    static HelpScope of(String... arguments) {
        Stream<String> help = Arrays.stream(arguments)
                .filter(each -> each.equals("-h") || each.equals(HELP) || each.startsWith(NAMED));
        return new HelpScope(help.map(each -> each.startsWith(NAMED) ? each.substring(NAMED.length()) : USUAL)
                .findFirst()
                .orElse(ALL));
    }

    /// The arguments with a plain `--help`, as the parser knows it.
    static String[] plain(String... arguments) {
        return Arrays.stream(arguments)
                .map(each -> each.startsWith(NAMED) ? HELP : each)
                .toArray(String[]::new);
    }

    boolean isUsual() {
        return part.equals(USUAL);
    }

    /// @param usual names of the usual settings
    boolean shows(Flag flag, Set<String> usual) {
        return switch (part) {
            case ALL -> true;
            case USUAL -> usual.contains(flag.name());
            default -> flag.group().equals(part);
        };
    }
}
