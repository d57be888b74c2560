package org.spikestill.lab.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.convert.BalanceThresholds;
import org.spikestill.lab.convert.Conversion;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.FixConstants;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.Torch;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Distilled;
import org.spikestill.lab.train.HeInit;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.lab.train.Supervised;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.TrainStep;
import org.spikestill.lab.train.Trained;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

/// Makes the networks that a [Method] plans, LaSNN's or another's. Every stage ends in a model file, and a finished one is
/// not repeated.
public final class LayerwiseDistill {
    /// Samples on which a scale of the thresholds is chosen.
    public static final int SCALE_SAMPLES = 1000;

    private final RunFolder folder;
    private final DistillSettings settings;
    private final DataSplits data;
    private final Plan plan;
    private final Networks networks;
    private final Progress progress;
    private final CancellationToken cancellation;
    private final Seed seed;

    /// @throws org.spikestill.model.InvalidNetwork if the networks do not fit the data or each other
    public LayerwiseDistill(
            RunFolder folder,
            DistillSettings settings,
            DataSplits data,
            Progress progress,
            CancellationToken cancellation) {
        this.folder = folder;
        this.settings = settings;
        this.data = data;
        this.plan = settings.method().plan(settings);
        this.networks = Networks.of(settings, plan, data);
        this.progress = progress;
        this.cancellation = cancellation;
        this.seed = Seed.of(settings.seed());
    }

    /// Finds out, before anything is written, whether a run can be made of this.
    ///
    /// @return the networks as they are before training, spiking ones with thresholds still to be measured
    /// @throws InvalidSettings if there are too few samples, or settings contradict each other
    /// @throws org.spikestill.model.InvalidNetwork if the networks do not fit the data, each other or the gradient
    public static Map<Stage, Network> check(DistillSettings settings, DataSplits data) {
        if (settings.method().objective().isPresent() && !settings.objective().equals(DistillSettings.OBJECTIVE)) {
            throw new InvalidSettings("objective is set, but the method "
                    + Method.catalog().name(settings.method())
                    + " has its own: leave objective out, or name the method lasnn, which takes any");
        }
        Plan plan = settings.method().plan(settings);
        Networks networks = Networks.of(settings, plan, data);
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Artificial(
                        Stage stage,
                        _,
                        _,
                        TrainSettings training,
                        Optional<Stage> teacher,
                        Objective objective) -> {
                    String field = stage == Stage.TEACHER ? "teacherTraining" : "annTraining";
                    checkBatch(field, training, data);
                    checkCache(field, training, teacher, objective, networks, data);
                }
                case Step.Spiking(Stage stage, _, Optional<Stage> teacher, Objective objective) -> {
                    checkBatch("studentTraining", settings.studentTraining(), data);
                    checkCache("studentTraining", settings.studentTraining(), teacher, objective, networks, data);
                    settings.studentTraining().gradient().check(networks.get(stage));
                    objective.check(settings.studentTraining().gradient());
                }
                case Step.Given _, Step.Conversion _ -> {}
            }
        }
        if (data.validation().size() == 0) {
            throw new InvalidSettings("validation is " + settings.validation() + ": no sample of "
                    + data.train().size() + " is held out to choose by");
        }
        return networks.byStage();
    }

    /// Profiles a training step of every network that a run would train, from random weights; trains and writes nothing.
    ///
    /// @throws InvalidSettings and others, as [#check] does
    public static List<StepProfile> profile(DistillSettings settings, DataSplits data, CancellationToken cancellation) {
        Map<Stage, Network> networks = check(settings, data);
        Seed seed = Seed.of(settings.seed());
        List<StepProfile> profiles = new ArrayList<>();
        for (Step step : settings.method().plan(settings).steps()) {
            Optional<TrainSettings> training = switch (step) {
                case Step.Artificial artificial -> Optional.of(artificial.training());
                case Step.Spiking _ -> Optional.of(settings.studentTraining());
                case Step.Given _, Step.Conversion _ -> Optional.empty();
            };
            if (training.isPresent()) {
                cancellation.throwIfCancelled("profiling");
                profiles.add(StepProfile.measure(
                        step.stage().label(), networks.get(step.stage()), training.get(), data.train(), seed));
            }
        }
        return profiles;
    }

    private static void checkBatch(String field, TrainSettings training, DataSplits data) {
        int samples = data.train().size();
        if (training.batch() > samples) {
            throw new InvalidSettings(
                    field + ".batch is " + training.batch() + ": there are only " + samples + " training samples");
        }
    }

    private static void checkCache(
            String field,
            TrainSettings training,
            Optional<Stage> teacher,
            Objective objective,
            Networks networks,
            DataSplits data) {
        teacher.map(networks::get)
                .map(Taps::of)
                .ifPresent(each -> training.checkCache(
                        field,
                        objective.targets(
                                objective.needsPairs() ? networks.pairs() : List.of(), each, training.precision()),
                        each,
                        data.train().size()));
    }

    /// Makes every network of the run that is not there yet.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if a stop was wished for
    public Models run() throws IOException {
        announce();
        Map<Stage, ModelFile> made = new EnumMap<>(Stage.class);
        for (Step step : plan.steps()) {
            made.put(step.stage(), make(step, made));
        }
        return new Models(made, plan.result(), networks.pairs());
    }

    private void announce() {
        progress.say("%s: %d training, %d validation and %d test samples of %s, %d classes"
                .formatted(
                        data.name(),
                        data.train().size(),
                        data.validation().size(),
                        data.test().size(),
                        data.train().sample(),
                        data.train().classes()));
        progress.say(plan.steps().stream()
                .flatMap(step -> description(step).stream())
                .collect(Collectors.joining("; ")));
        if (!networks.pairs().isEmpty()) {
            progress.say("layers whose attention matches:");
            networks.table(networks.get(Stage.TEACHER), networks.get(plan.result()))
                    .forEach(progress::say);
        }
    }

    private Optional<String> description(Step step) {
        String title = step.stage().title();
        long weights = Networks.parameters(networks.get(step.stage()));
        return switch (step) {
            case Step.Artificial(_, _, _, TrainSettings training, _, _) ->
                Optional.of("%s %,d weights, %d epochs".formatted(title, weights, training.epochs()));
            case Step.Given(_, Path file) -> Optional.of("%s %,d weights, from %s".formatted(title, weights, file));
            case Step.Conversion(Stage stage, _, _) ->
                stage == plan.result()
                        ? Optional.of("%s at T = %d".formatted(title, settings.ticks()))
                        : Optional.empty();
            case Step.Spiking _ ->
                Optional.of("%s at T = %d, %d epochs"
                        .formatted(
                                title,
                                settings.ticks(),
                                settings.studentTraining().epochs()));
        };
    }

    private ModelFile make(Step step, Map<Stage, ModelFile> made) throws IOException {
        Stage stage = step.stage();
        Optional<RunFolder.Finished> before = folder.finished(stage);
        if (before.isPresent()) {
            progress.say("%s: done before, validation accuracy %.2f %%"
                    .formatted(stage.label(), 100 * before.get().validation()));
            return ModelFile.read(folder.model(stage));
        }
        return switch (step) {
            case Step.Artificial(_, _, _, TrainSettings training, Optional<Stage> teacher, Objective objective) ->
                trained(
                        stage,
                        networks.get(stage),
                        initial(networks.get(stage), stage),
                        training,
                        objective,
                        teacher,
                        withTeacher(provenance(stage), teacher));
            case Step.Given(_, Path file) -> given(stage, file);
            case Step.Conversion(_, Stage ann, Architecture architecture) ->
                converted(stage, ann, architecture, made.get(ann));
            case Step.Spiking(_, Stage start, Optional<Stage> teacher, Objective objective) -> {
                Provenance descent = provenance(stage).withParent(ModelFile.digest(folder.model(start)));
                yield trained(
                        stage,
                        made.get(start).network(),
                        made.get(start).weights(),
                        settings.studentTraining(),
                        objective,
                        teacher,
                        withTeacher(descent, teacher));
            }
        };
    }

    private Provenance withTeacher(Provenance descent, Optional<Stage> teacher) {
        return teacher.map(each -> descent.withParent(ModelFile.digest(folder.model(each))))
                .orElse(descent);
    }

    private ModelFile given(Stage stage, Path file) throws IOException {
        long start = System.nanoTime();
        ModelFile model = ModelFile.read(file);
        ValidationLeak.of(file, model.provenance(), settings, data).ifPresent(progress::say);
        double validation = accuracy(model.network(), model.weights(), data.validation());
        folder.finish(stage, model, new RunFolder.Finished(0, validation, (System.nanoTime() - start) / 1e9));
        progress.say("%s: taken from %s, validation accuracy %.2f %%".formatted(stage.label(), file, 100 * validation));
        return model;
    }

    private Weights initial(Network network, Stage stage) {
        return HeInit.of(network, seed.split("init").split(stage.label()));
    }

    private Provenance provenance(Stage stage) {
        return Provenance.of(stage.label(), Settings.write(settings), seed)
                .withDataset(data.name(), data.train().digest())
                .withNativeLibrary(Torch.version());
    }

    private ModelFile trained(
            Stage stage,
            Network network,
            Weights initial,
            TrainSettings training,
            Objective objective,
            Optional<Stage> teacher,
            Provenance provenance)
            throws IOException {
        Optional<Teacher> taught = teacher.map(this::teacher);
        List<LayerPair> pairs = objective.needsPairs() ? networks.pairs() : List.of();
        Learner learner = new Learner(stage.label(), network, initial, training, objective, pairs);
        TrainStep step =
                taught.isPresent() ? new Distilled(learner, taught.get(), folder.cache()) : new Supervised(learner);
        Task task = new Task(stage.label(), step, data, seed);
        try (Trainer trainer = new Trainer(task, folder, progress, cancellation)) {
            Trained result = trainer.train();
            double validation = result.validation().value();
            Converted deployed = FixConstants.of(network, result.weights());
            deployed.changes().forEach(change -> progress.say("  " + change));
            ModelFile model = new ModelFile(
                    deployed.network(),
                    deployed.weights(),
                    provenance.withFigure("validation accuracy", validation).withFigure("epoch", result.epoch()));
            folder.finish(stage, model, new RunFolder.Finished(result.epoch(), validation, result.seconds()));
            progress.say("%s: epoch %d is kept, validation accuracy %.2f %%, %.0f s"
                    .formatted(stage.label(), result.epoch(), 100 * validation, result.seconds()));
            return model;
        } finally {
            taught.ifPresent(Teacher::close);
        }
    }

    private Teacher teacher(Stage stage) {
        ModelFile model = ModelFile.read(folder.model(stage));
        return new NetworkTeacher(
                new TorchNetwork(model.network(), model.weights()), ModelFile.digest(folder.model(stage)));
    }

    private ModelFile converted(Stage stage, Stage ann, Architecture architecture, ModelFile trained)
            throws IOException {
        long start = System.nanoTime();
        Converted best = convert(architecture, trained.weights(), settings.ticks());
        best.changes().forEach(change -> progress.say("  " + change));
        double validation = accuracy(best.network(), best.weights(), data.validation());
        ModelFile model = new ModelFile(
                best.network(),
                best.weights(),
                provenance(stage)
                        .withParent(ModelFile.digest(folder.model(ann)))
                        .withFigure("validation accuracy", validation));
        double seconds = (System.nanoTime() - start) / 1e9;
        folder.finish(stage, model, new RunFolder.Finished(0, validation, seconds));
        progress.say("%s: validation accuracy %.2f %% at T = %d, %.0f s"
                .formatted(stage.label(), 100 * validation, settings.ticks(), seconds));
        return model;
    }

    /// A trained ANN as a spiking network of so many ticks: by the method that the settings name, with the thresholds that
    /// were trained, or with measured ones, scaled as does best on validation samples.
    Converted convert(Architecture architecture, Weights trained, int ticks) throws IOException {
        Network ann = Networks.artificial(architecture, settings, data);
        List<Pass> passes = Networks.conversion(settings, ticks);
        Converted spiking = Conversion.of(
                passes, ann, trained, data.train(), (_, _) -> cancellation.throwIfCancelled("converting"));
        boolean measured = settings.conversion().isEmpty() && settings.curve() instanceof Activation.Relu;
        return measured ? scaled(spiking, ticks) : spiking;
    }

    private Converted scaled(Converted spiking, int ticks) throws IOException {
        Map<String, Float> measured = settings.balance().measure(spiking.network(), spiking.weights(), data.train());
        Dataset judges = data.validation().limit(SCALE_SAMPLES);
        Converted best = null;
        double bestAccuracy = -1;
        for (float scale : settings.scales()) {
            Converted candidate = BalanceThresholds.apply(spiking.network(), spiking.weights(), measured, scale);
            double accuracy = accuracy(candidate.network(), candidate.weights(), judges);
            progress.say("converted at T = %d, thresholds scaled by %.2f: %.2f %% of %d validation samples"
                    .formatted(ticks, scale, 100 * accuracy, judges.size()));
            if (accuracy > bestAccuracy) {
                best = candidate;
                bestAccuracy = accuracy;
            }
        }
        return best;
    }

    private double accuracy(Network network, Weights weights, Dataset samples) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            Evaluator.Listener heeding = (_, _) -> cancellation.throwIfCancelled("converting");
            return new TorchEvaluator(torch).evaluate(samples, heeding).accuracy();
        }
    }

    /// What a run has made.
    ///
    /// @param byStage in the order they were made
    /// @param result the network the run is about
    public record Models(Map<Stage, ModelFile> byStage, Stage result, List<LayerPair> pairs) {
        public Models {
            byStage = Collections.unmodifiableMap(new EnumMap<>(byStage));
            pairs = List.copyOf(pairs);
        }

        /// The network the run is about.
        public ModelFile student() {
            return byStage.get(result);
        }

        public ModelFile get(Stage stage) {
            return byStage.get(stage);
        }
    }
}
