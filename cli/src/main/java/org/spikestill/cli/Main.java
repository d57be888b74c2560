package org.spikestill.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spikestill.data.DataSource;
import org.spikestill.data.Fit;
import org.spikestill.export.Exporter;
import org.spikestill.export.Importer;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.convert.ReadOut;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.device.Device;
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
    private static final String COMPLETION = "generate-completion";

    @Spec
    private CommandSpec spec;

    @Option(
            names = Failure.TRACE,
            scope = ScopeType.INHERIT,
            description = "After an error, also say where in the program it arose.")
    private boolean trace;

    public static void main(String[] args) {
        StandardError.unfilter();
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), Terminal.here(), args));
    }

    /// Runs a command in this process, as if its output went to files.
    ///
    /// @return the exit code
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, Terminal.none(), args);
    }

    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, Terminal terminal, String... args) {
        Locale.setDefault(Locale.ROOT); // a decimal point is a point, for people and scripts alike
        boolean trace = names(args, Failure.TRACE);
        try {
            CommandLine line = commandLine(
                            terminal,
                            names(args, "distill") || names(args, COMPLETION),
                            names(args, "study"),
                            names(args, "distill") ? HelpScope.of(args) : new HelpScope(HelpScope.ALL))
                    .setOut(out)
                    .setErr(err)
                    .setParameterExceptionHandler((e, _) -> Failure.of(e).tell(err, trace))
                    .setExecutionExceptionHandler((e, _, _) -> Failure.of(e).tell(err, trace));
            return line.execute(HelpScope.plain(args));
        } catch (InvalidSettings | Error e) { // such as no memory left, or a native library that does not load
            return Failure.of(e).tell(err, trace);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static boolean names(String[] args, String word) {
        return Arrays.asList(args).contains(word);
    }

    /// @param study whether to read the options of every experiment
    /// @param settings whether to read the options of all settings, which only the commands with settings should
    ///     wait for
    static CommandLine commandLine(Terminal terminal, boolean settings, boolean study) {
        return commandLine(terminal, settings, study, new HelpScope(HelpScope.ALL));
    }

    /// @param scope of the help text of `distill`
    private static CommandLine commandLine(Terminal terminal, boolean settings, boolean study, HelpScope scope) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(Distill.command(terminal, settings, scope))
                .addSubcommand(Study.command(terminal, study))
                .addSubcommand(new Compare(terminal))
                .addSubcommand(new Convert(terminal))
                .addSubcommand(new Evaluate(terminal))
                .addSubcommand(new FitCheck())
                .addSubcommand(new Run())
                .addSubcommand(new Predict())
                .addSubcommand(new Info())
                .addSubcommand(new Energy(terminal))
                .addSubcommand(new Export())
                .addSubcommand(new Import())
                .addSubcommand(new Verify(terminal))
                .addSubcommand(new TeacherCommand())
                .addSubcommand(DataCommand.command(terminal))
                .addSubcommand(new Describe(terminal))
                .addSubcommand(new Init())
                .addSubcommand(new Doctor(terminal))
                .addSubcommand(new GenerateCompletion());
        line.getSubcommands().get(COMPLETION).getCommandSpec().usageMessage().hidden(true);
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
            if (!scope.isUsual()) {
                each.getCommandSpec()
                        .usageMessage()
                        .exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.meanings());
            }
        }
        WholeWords.in(line);
        return line.registerConverter(DataSource.class, DataSource.catalog()::parse)
                .registerConverter(Architecture.class, Architecture.catalog()::parse)
                .registerConverter(ConversionMethod.class, ConversionMethod.catalog()::parse)
                .registerConverter(ReadOut.class, ReadOut::of)
                .registerConverter(Device.class, Device.catalog()::parse)
                .registerConverter(Encoder.class, Encoder.catalog()::parse)
                .registerConverter(ExitRule.class, ExitRule::parse)
                .registerConverter(Exporter.class, text -> Exporter.catalog().parse(text))
                .registerConverter(Importer.class, text -> Importer.catalog().parse(text))
                .registerConverter(Fit.class, Fit::of)
                .registerConverter(Backend.class, Backend::of)
                .registerConverter(WeightType.class, WeightType::of)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(terminal.width())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
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
