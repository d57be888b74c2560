package org.spikestill.cli;

import java.util.function.Supplier;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The form of a command's result on standard output: text for people, or one JSON object for programs.
final class OutputForm {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /// @param result its components are the fields of the object
    /// @param text without a line end; nothing is printed of an empty one
    void print(CommandSpec spec, Record result, Supplier<String> text) {
        String output = of(result, text);
        if (!output.isEmpty()) {
            spec.commandLine().getOut().println(output);
        }
    }

    /// The result in this form.
    String of(Record result, Supplier<String> text) {
        return json ? Settings.toJson(Settings.write(result)) : text.get();
    }
}
