package org.spikestill.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spikestill.lab.data.DataSource;
import org.spikestill.lab.measure.ExitRule;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `spikestill` command: results go to standard output, progress and errors to standard error.
@Command(
        name = "spikestill",
        description = "Distils trained artificial networks into spiking ones.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = Failure.TRACE,
            scope = ScopeType.INHERIT,
            description = "After an error, also say where in the program it arose.")
    private boolean trace;

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), Terminal.here(), args));
    }

    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, Terminal terminal, String... args) {
        Locale.setDefault(Locale.ROOT); // a decimal point is a point, for people and scripts alike
        boolean trace = Arrays.asList(args).contains(Failure.TRACE);
        CommandLine line = commandLine(terminal)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, _) -> Failure.of(e).tell(err, trace))
                .setExecutionExceptionHandler((e, _, _) -> Failure.of(e).tell(err, trace));
        try {
            return line.execute(args);
        } catch (Error e) { // such as no memory left, or a native library that does not load
            return Failure.of(e).tell(err, trace);
        } finally {
            out.flush();
            err.flush();
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(Distill.command(terminal))
                .addSubcommand(new Evaluate(terminal))
                .addSubcommand(new Run())
                .addSubcommand(new Info())
                .addSubcommand(new GenerateCompletion());
        line.getSubcommands()
                .get("generate-completion")
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
            each.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.meanings());
        }
        return line.registerConverter(DataSource.class, DataSource.catalog()::parse)
                .registerConverter(ExitRule.class, ExitRule::parse)
                .registerConverter(Backend.class, Backend::of)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(terminal.width())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.MISUSE.code();
    }

    /// Reads the version off the jar the command was started from.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"spikestill " + (version == null ? "(not packaged)" : version)};
        }
    }
}
