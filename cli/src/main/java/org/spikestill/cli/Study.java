package org.spikestill.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs any experiment there is, also those from outside: each is a subcommand with its settings as options.
@Command(
        name = "study",
        description = "Runs an experiment into a run folder, or goes on with it; 'study list' names the experiments.",
        synopsisSubcommandLabel = "NAME",
        sortOptions = false)
final class Study implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Study() {}

    /// @param experiments whether the options of every experiment are wanted
    static CommandLine command(Terminal terminal, boolean experiments) {
        CommandLine command = new CommandLine(new Study()).addSubcommand(new ListNames());
        if (experiments) {
            for (Class<? extends Experiment> type : Experiment.catalog().members()) {
                Experiment usual = usual(type);
                SettingsOptions options = new SettingsOptions((Record) usual);
                CommandLine one = new CommandLine(new One(terminal, usual, options));
                options.addTo(one.getCommandSpec());
                String name = Experiment.catalog().name(usual);
                one.getCommandSpec().mixinStandardHelpOptions(true);
                one.getCommandSpec()
                        .usageMessage()
                        .description(Experiment.catalog().summary(name).replace("%", "%%"));
                if (!usual.example().isEmpty()) {
                    String example = "  spikestill study " + name + " " + usual.example();
                    one.getCommandSpec().usageMessage().footer("", "Example:", example.replace("%", "%%"));
                }
                command.addSubcommand(name, one);
            }
        }
        return command;
    }

    private static Experiment usual(Class<? extends Experiment> type) {
        return Experiment.catalog()
                .parse(Experiment.catalog()
                        .names()
                        .get(Experiment.catalog().members().indexOf(type)));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.MISUSE.code();
    }

    /// Lists the experiments.
    @Command(name = "list", description = "Lists the experiments, each with a sentence.")
    static final class ListNames implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private OutputForm form;

        /// @param experiments a sentence on each, by name; the fields of the object, see [Settings]
        private record Listing(Map<String, String> experiments) {}

        @Override
        public Integer call() {
            Map<String, String> summaries = new LinkedHashMap<>();
            Experiment.catalog()
                    .names()
                    .forEach(name -> summaries.put(name, Experiment.catalog().summary(name)));
            form.print(spec, new Listing(summaries), () -> text(summaries));
            return ExitCode.DONE.code();
        }

        private static String text(Map<String, String> summaries) {
            int width =
                    summaries.keySet().stream().mapToInt(String::length).max().orElse(0);
            return summaries.entrySet().stream()
                    .map(each -> (each.getKey()
                                    + " ".repeat(width + 2 - each.getKey().length())
                                    + each.getValue())
                            .strip())
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }

    /// One experiment.
    @Command(sortOptions = false, abbreviateSynopsis = true)
    static final class One implements Callable<Integer> {
        private final Terminal terminal;
        private final Experiment usual;
        private final SettingsOptions settings;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ExperimentCommand.Options options;

        One(Terminal terminal, Experiment usual, SettingsOptions settings) {
            this.terminal = terminal;
            this.usual = usual;
            this.settings = settings;
        }

        @Override
        public Integer call() throws IOException {
            ExperimentCommand command = new ExperimentCommand(terminal, spec, options);
            try {
                String text = options.resume().isPresent()
                        ? command.resume(options.resume().get())
                        : command.begin(experiment(), List.of());
                spec.commandLine().getOut().println(text);
                return ExitCode.DONE.code();
            } catch (CancellationToken.Cancelled _) {
                return ExitCode.FAILED.code(); // without effect: the process ends with the code of the signal
            }
        }

        private Experiment experiment() {
            Record base = options.recipe()
                    .<Record>map(file -> (Record) Settings.readDocument(usual.getClass(), file))
                    .orElse((Record) usual);
            return (Experiment)
                    Settings.with(base, settings.given(spec.commandLine().getParseResult()));
        }
    }
}
