package org.spikestill.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Commands about data sets.
@Command(name = "data", description = "Lists, checks and fetches data sets.", sortOptions = false)
final class DataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    static CommandLine command(Terminal terminal) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new DataList())
                .addSubcommand(new DataCheck())
                .addSubcommand(new DataGet(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.MISUSE.code();
    }
}
