package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.lab.recipe.Distillation;
import org.spikestill.lab.recipe.LayerwiseDistill;
import org.spikestill.lab.recipe.RunFolder;
import org.spikestill.lab.train.CancellationToken;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.NetworkResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the whole recipe into a folder, or goes on with a run.
@Command(
        name = "distill",
        description = {
            "Trains a teacher and an intermediate ANN, converts the ANN, distils the spiking student, and reports; or makes"
                    + " a student by another method.",
            "",
            "Every setting is an option here and a field of a recipe file. What is chosen by name takes settings of its own,"
                    + " as in --student=3conv2linear:width=0.25.",
            ""
        },
        sortOptions = false,
        abbreviateSynopsis = true)
final class Distill implements Callable<Integer> {
    /// Made when first asked for: walking through all settings and the comments on them takes longer than a small model
    /// runs.
    private static final class Options {
        static final SettingsOptions SETTINGS = new SettingsOptions(new DistillSettings());
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder, by default runs/DATA-STUDENT-SEED.")
    private Optional<Path> out;

    @Option(names = "--recipe", paramLabel = "FILE", description = "Settings as YAML or JSON; options override them.")
    private Optional<Path> recipe;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the run in a folder, and change nothing.")
    private Optional<Path> resume;

    @Option(
            names = "--profile",
            description = "Train and write nothing: show where a training step's time and memory go, layer by layer,"
                    + " beside the bare convolutions and products on this machine.")
    private boolean profile;

    @Mixin
    private DataDir dataDir;

    private Distill(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param settings whether the options of the settings are wanted, beside those that belong to this command
    static CommandLine command(Terminal terminal, boolean settings) {
        CommandLine command = new CommandLine(new Distill(terminal));
        if (settings) {
            Options.SETTINGS.addTo(command.getCommandSpec());
        }
        return command;
    }

    @Override
    public Integer call() throws IOException {
        try {
            String results =
                    resume.isPresent() ? resume(resume.get()) : profile ? profile(settings()) : begin(settings());
            spec.commandLine().getOut().println(results);
            return ExitCode.DONE.code();
        } catch (CancellationToken.Cancelled _) {
            return ExitCode.FAILED.code(); // seen by nobody: a signal is ending the process, with a code of its own
        }
    }

    private DistillSettings settings() {
        DistillSettings base = recipe.map(Distill::read).orElseGet(DistillSettings::new);
        return Settings.with(base, Options.SETTINGS.given(spec.commandLine().getParseResult()));
    }

    private static DistillSettings read(Path recipe) {
        return recipe.toString().endsWith(".json")
                ? Settings.readJson(DistillSettings.class, recipe)
                : Settings.readYaml(DistillSettings.class, recipe);
    }

    private String begin(DistillSettings settings) throws IOException {
        try (DataSplits data = data(settings)) {
            LayerwiseDistill.check(settings, data);
            return run(RunFolder.create(out.orElseGet(() -> usualFolder(settings)), settings), settings, data);
        }
    }

    private String profile(DistillSettings settings) throws IOException {
        if (out.isPresent()) {
            throw new InvalidSettings("--profile writes nothing: leave out --out");
        }
        try (DataSplits data = data(settings)) {
            return LayerwiseDistill.profile(settings, data, new CancellationToken()).stream()
                    .map(ProfileTable::of)
                    .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
        }
    }

    private static Path usualFolder(DistillSettings settings) {
        String data = DataSource.catalog().name(settings.data());
        String student = Architecture.catalog().name(settings.student());
        return Path.of("runs", data + "-" + student + "-" + settings.seed());
    }

    private String resume(Path place) throws IOException {
        refuseSettings();
        try (RunFolder folder = RunFolder.resume(place);
                DataSplits data = data(folder.settings())) {
            return run(folder, folder.settings(), data);
        }
    }

    private void refuseSettings() {
        Set<String> besides = Set.of("--resume", "--data-dir", Failure.TRACE);
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !besides.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidSettings("--resume goes on with the settings of its run: leave out " + name);
                });
    }

    private DataSplits data(DistillSettings settings) throws IOException {
        return DataSplits.of(settings.data(), dataDir.path(), settings.validation(), Seed.of(settings.seed()));
    }

    /// @param folder closed when this returns
    /// @return what there is to say about the results
    private String run(RunFolder folder, DistillSettings settings, DataSplits data) throws IOException {
        CancellationToken cancellation = new CancellationToken();
        String again = "stopped; go on with: ./spikestill distill --resume " + folder.path() + dataDir.again();
        try (Display display = terminal.display(spec.commandLine().getErr());
                var _ = cancellation.onShutdown(() -> display.say(again));
                folder) {
            List<NetworkResult> networks = Distillation.run(folder, settings, data, display, cancellation);
            return DistillResult.text(networks, folder.path());
        }
    }
}
