package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.spikestill.data.Augmentation;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Writes a commented recipe for the data at hand.
@Command(
        name = "init",
        description = "Writes a commented recipe for the data at hand, which distill takes with --recipe.",
        sortOptions = false)
final class Init implements Callable<Integer> {
    private static final List<String> NETWORKS = List.of("teacher", "ann", "student");

    /// Fields of the recipe that are not in comments.
    private static final Set<String> LIVE = Set.of(
            "method",
            "data",
            "ann.training.epochs",
            "student.architecture",
            "student.ticks",
            "student.training.epochs",
            "seed");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH|NAME",
            completionCandidates = DataNames.class,
            description = {"Folder of pictures, CSV table or .npz archive; or a data set.", DataNames.DESCRIPTION})
    private DataSource source;

    @Mixin
    private DataDir dataDir;

    @Option(
            names = "--teacher-file",
            paramLabel = "FILE",
            description = "Trained teacher: a model file, ONNX, or TorchScript from a trusted source.")
    private Optional<Path> teacher;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Recipe to write, such as recipe.yaml.")
    private Path out;

    @Mixin
    private OutputForm form;

    /// @param next the command that goes on with the recipe
    private record Result(Path recipe, DistillSettings settings, String next) {
        String text() {
            return "recipe: " + recipe + "\ngo on with: " + next;
        }
    }

    @Override
    public Integer call() throws IOException {
        AtomicFile.check("--out", out);
        if (Files.exists(out)) {
            throw new InvalidFile(out, "is there already: name another file with --out, or remove it");
        }
        DistillSettings settings =
                with(new DistillSettings(), "data", DataSource.catalog().spec(source));
        if (teacher.isPresent()) {
            settings = with(settings, "teacher-file", teacher.get().toString());
        }
        try (DataSplits data = settings.run().open(dataDir.path())) {
            boolean unlabelled = data.train().labels().kind() == Labels.Kind.NONE;
            if (unlabelled && teacher.isEmpty()) {
                throw new InvalidSettings(
                        "the samples of " + data.name() + " have no labels: name a trained teacher, whose"
                                + " predictions stand in for them, with --teacher-file");
            }
            DistillSettings fitting = shaped(suited(settings, data), data);
            AtomicFile.write(out, text(fitting, data));
            Result result = new Result(out, fitting, next());
            form.print(spec, result, result::text);
        }
        return ExitCode.DONE.code();
    }

    private String next() {
        return "./spikestill distill --recipe " + Again.quoted(out) + dataDir.again();
    }

    private static DistillSettings with(DistillSettings base, String flag, String value) {
        return Settings.with(base, Map.of(flag, value));
    }

    /// Epochs, batches and mixtures of a run on these data, written out, since they depend on the number of samples.
    private DistillSettings suited(DistillSettings settings, DataSplits data) {
        DistillSettings suited = settings;
        Map<String, TrainSettings> trainings = settings.trainings(data);
        for (String network : trained()) {
            TrainSettings training = trainings.get(network);
            suited = with(suited, network + "-training-epochs", String.valueOf(training.epochs()));
            suited = with(suited, network + "-training-batch", String.valueOf(training.batch()));
            suited = with(
                    suited,
                    network + "-training-augmentation",
                    Augmentation.catalog().spec(training.augmentation()));
        }
        return suited;
    }

    /// Networks that the run trains.
    private List<String> trained() {
        return teacher.isPresent() ? NETWORKS.subList(1, NETWORKS.size()) : NETWORKS;
    }

    /// The settings with the student that these data choose, and all steps of a run accept.
    private static DistillSettings shaped(DistillSettings settings, DataSplits data) {
        Architecture student = settings.student().architectureFor(data);
        DistillSettings shaped =
                with(settings, "student-architecture", Architecture.catalog().spec(student));
        Plan.of(shaped, data);
        return shaped;
    }

    private String text(DistillSettings settings, DataSplits data) {
        Set<String> live = new HashSet<>(LIVE);
        live.add(teacher.isPresent() ? "teacher.file" : "teacher.training.epochs");
        ObjectNode changed = Settings.differences(new DistillSettings(), settings);
        for (String network : NETWORKS) {
            changed.path(network)
                    .path("training")
                    .propertyNames()
                    .forEach(field -> live.add(network + ".training." + field));
        }
        List<String> lines = new ArrayList<>();
        lines.add("# " + data.sizes() + ", " + data.train().labels() + ".");
        lines.add("#   " + next());
        lines.add(
                "# Settings behind a # have their defaults: remove the mark to change one. What is chosen by name has");
        lines.add("# settings of its own, such as student.neuron: lif:leak=0.9; ./spikestill describe lists them.");
        lines.add("");
        lines.addAll(Settings.commented(settings, live));
        return String.join("\n", lines) + "\n";
    }
}
