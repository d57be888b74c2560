package org.spikestill.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Help texts whose lines end between words alone. Picocli breaks lines behind any punctuation, as in `teacher.` and `onnx`: here
/// punctuation within a word is a letter of the private use area until the lines are made.
final class WholeWords {
    private static final String PUNCTUATION = ".,:;/|=?!)]}";
    private static final char FIRST = '\uE000';

    private WholeWords() {}

    /// Applies to a command and all below it.
    static void in(CommandLine line) {
        line.setHelpFactory(WholeHelp::new);
        apply(line);
    }

    private static void apply(CommandLine line) {
        var usage = line.getCommandSpec().usageMessage();
        usage.description(
                Arrays.stream(usage.description()).map(WholeWords::joined).toArray(String[]::new));
        usage.footer(Arrays.stream(usage.footer()).map(WholeWords::joined).toArray(String[]::new));
        usage.sectionMap().replaceAll((_, renderer) -> help -> parted(renderer.render(help)));
        line.getSubcommands().values().forEach(WholeWords::apply);
    }

    static String joined(String text) {
        StringBuilder joined = new StringBuilder(text);
        for (int i = 0; i + 1 < joined.length(); i++) {
            int mark = PUNCTUATION.indexOf(joined.charAt(i));
            if (mark >= 0 && !Character.isWhitespace(joined.charAt(i + 1))) {
                joined.setCharAt(i, (char) (FIRST + mark));
            }
        }
        return joined.toString();
    }

    static String parted(String text) {
        StringBuilder parted = new StringBuilder(text);
        for (int i = 0; i < parted.length(); i++) {
            int mark = parted.charAt(i) - FIRST;
            if (mark >= 0 && mark < PUNCTUATION.length()) {
                parted.setCharAt(i, PUNCTUATION.charAt(mark));
            }
        }
        return parted.toString();
    }

    /// Joins the words of the last column, the descriptions, which have no colours.
    private static final class WholeHelp extends Help {
        WholeHelp(CommandSpec command, ColorScheme colours) {
            super(command, colours);
        }

        @Override
        public Layout createDefaultLayout() {
            Layout usual = super.createDefaultLayout();
            return new Layout(
                    usual.colorScheme(), usual.textTable(), usual.optionRenderer(), usual.parameterRenderer()) {
                @Override
                public void layout(ArgSpec argument, Text[][] cells) {
                    for (Text[] row : cells) {
                        int last = row.length - 1;
                        row[last] = colorScheme().text(joined(row[last].toString()));
                    }
                    super.layout(argument, cells);
                }
            };
        }
    }
}
