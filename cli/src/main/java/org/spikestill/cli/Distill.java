package org.spikestill.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.distill.UnusedSettings;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.steps.TrainingProfiles;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Distils a student into a run folder, or goes on with a run.
@Command(
        name = "distill",
        description =
                "Trains a teacher and an intermediate ANN, converts the ANN, distils the spiking student, and reports; or makes"
                        + " a student by another method.",
        sortOptions = false,
        abbreviateSynopsis = true)
final class Distill implements Callable<Integer> {
    /// Made on first use: walking through all settings and the comments on them takes longer than a small model
    /// runs.
    private static final class Defaults {
        static final SettingsOptions SETTINGS = new SettingsOptions(new DistillSettings());
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentCommand.Options options;

    @Option(
            names = "--profile",
            description = "Train and write nothing: show where a training step's time and memory go, layer by layer,"
                    + " beside the bare convolutions and products on this machine.")
    private boolean profile;

    /// @param profiles one for each network that a run would train
    private record Profiles(String data, List<StepProfile> profiles) {}

    private Distill(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param settings whether the options of the settings are wanted, beside those that belong to this command
    /// @param scope of the help text
    static CommandLine command(Terminal terminal, boolean settings, HelpScope scope) {
        CommandLine command = new CommandLine(new Distill(terminal));
        if (settings) {
            Defaults.SETTINGS.addTo(command.getCommandSpec(), scope, Set.copyOf(DistillHelp.USUAL));
            DistillHelp.arrange(command.getCommandSpec(), Defaults.SETTINGS.flags(), scope, terminal.width());
        }
        return command;
    }

    @Override
    public Integer call() throws IOException {
        ExperimentCommand command = new ExperimentCommand(terminal, spec, options);
        try {
            String results = options.resume().isPresent()
                    ? command.resume(options.resume().get())
                    : profile ? profile(command, settings()) : begin(command, settings());
            spec.commandLine().getOut().println(results);
            return ExitCode.DONE.code();
        } catch (CancellationToken.Cancelled _) {
            return ExitCode.FAILED.code(); // without effect: the process ends with the code of the signal
        }
    }

    private DistillSettings settings() {
        DistillSettings base = options.recipe()
                .map(file -> Settings.readDocument(DistillSettings.class, file))
                .orElseGet(DistillSettings::new);
        Map<String, String> given = Defaults.SETTINGS.given(spec.commandLine().getParseResult());
        DistillSettings settings = Settings.with(base, given);
        UnusedSettings.check(settings, given.keySet()); // before the data are read
        return settings;
    }

    private String begin(ExperimentCommand command, DistillSettings settings) throws IOException {
        return command.begin(settings, UnusedSettings.check(settings, List.of()));
    }

    private String profile(ExperimentCommand command, Experiment experiment) throws IOException {
        if (options.out().isPresent()) {
            throw new InvalidSettings("--profile writes nothing: leave out --out");
        }
        try (DataSplits data = command.data(experiment)) {
            List<StepProfile> profiles = TrainingProfiles.of(Plan.of(experiment, data));
            return options.json()
                    ? Settings.toJson(Settings.write(new Profiles(data.name(), profiles)))
                    : profiles.stream()
                            .map(ProfileTable::of)
                            .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
        }
    }
}
