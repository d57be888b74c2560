package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.torch.kernel.Vectors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// The options and the life of a run that every command with an experiment shares.
final class ExperimentCommand {
    /// Classes that a note names; the rest is counted.
    private static final int NAMED = 5;

    private final Terminal terminal;
    private final CommandSpec spec;
    private final Options options;

    /// Options that are no settings of the experiment.
    static final class Options {
        @Option(names = "--out", paramLabel = "DIR", description = "Run folder, by default runs/DATA-STUDENT-SEED.")
        private Optional<Path> out;

        @Option(
                names = "--recipe",
                paramLabel = "FILE",
                description = "Settings as YAML or JSON; options override them.")
        private Optional<Path> recipe;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Go on with the run in a folder, and change nothing.")
        private Optional<Path> resume;

        @Option(names = "--json", description = "Print the summary of the run as one JSON object.")
        private boolean json;

        @Mixin
        private DataDir dataDir;

        Optional<Path> out() {
            return out;
        }

        Optional<Path> recipe() {
            return recipe;
        }

        Optional<Path> resume() {
            return resume;
        }

        boolean json() {
            return json;
        }

        DataDir dataDir() {
            return dataDir;
        }
    }

    ExperimentCommand(Terminal terminal, CommandSpec spec, Options options) {
        this.terminal = terminal;
        this.spec = spec;
        this.options = options;
    }

    /// Begins a run: all steps are checked before the folder is made.
    ///
    /// @param notes lines for people before the run begins
    /// @return the figures for a terminal
    String begin(Experiment experiment, List<String> notes) throws IOException {
        try (DataSplits data = data(experiment)) {
            Plan plan = Plan.of(experiment, data);
            notes.forEach(note -> spec.commandLine().getErr().println("note: " + note));
            Path place = options.out.orElseGet(() -> Path.of("runs", experiment.folderName()));
            return run(RunFolder.create(place, ExperimentRun.write(experiment)), experiment, plan);
        }
    }

    /// Goes on with a run, with the settings in its folder.
    String resume(Path place) throws IOException {
        refuseSettings();
        try (RunFolder folder = RunFolder.resume(place)) {
            Experiment experiment = ExperimentRun.read(folder);
            try (DataSplits data = data(experiment)) {
                return run(folder, experiment, Plan.of(experiment, data));
            }
        }
    }

    DataSplits data(Experiment experiment) throws IOException {
        DataSplits data = experiment.run().open(options.dataDir.path());
        data.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        List<String> absent = data.classesWithoutSamples();
        if (!absent.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("note: no training sample is of class " + named(absent)
                            + ": such an output only learns to stay low, add samples or leave the class out");
        }
        return data;
    }

    private static String named(List<String> classes) {
        String names =
                classes.stream().limit(NAMED).map(each -> "'" + each + "'").collect(Collectors.joining(", "));
        return classes.size() > NAMED ? names + " and " + (classes.size() - NAMED) + " more" : names;
    }

    private void refuseSettings() {
        Set<String> besides = Set.of("--resume", "--data-dir", "--json", Failure.TRACE);
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !besides.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidSettings("--resume goes on with the settings of its run: leave out " + name);
                });
    }

    /// @param folder closed when this returns
    private String run(RunFolder folder, Experiment experiment, Plan plan) throws IOException {
        CancellationToken cancellation = new CancellationToken();
        String again = "stopped; go on with: ./" + spec.qualifiedName() + " --resume " + Again.quoted(folder.path())
                + options.dataDir.again();
        try (folder;
                RunLog display = new RunLog(
                        folder.path(), terminal.display(spec.commandLine().getErr()), Clock.systemUTC());
                var _ = cancellation.onShutdown(() -> display.say(again))) {
            Vectors.note().ifPresent(note -> display.say("note: " + note));
            return logged(
                    display,
                    folder,
                    () -> ExperimentRun.run(plan, experiment, folder, List.of(), display, cancellation));
        }
    }

    /// The work of a run.
    private interface Work {
        String run() throws IOException;
    }

    /// The result of a run for a terminal or for programs; its log has the figures, or the reason why there are none.
    private String logged(RunLog log, RunFolder folder, Work work) throws IOException {
        try {
            String text = work.run();
            log.note(text);
            return options.json
                    ? summary(folder.path().resolve(RunFolder.SUMMARY))
                    : text + "\n\nreport: " + folder.path().resolve(ExperimentRun.REPORT);
        } catch (CancellationToken.Cancelled e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            log.note("failed: " + Failure.of(e).line());
            throw e;
        }
    }

    private static String summary(Path file) throws IOException {
        return Settings.toJson(Settings.fromJson(Files.readString(file), file.toString()));
    }
}
