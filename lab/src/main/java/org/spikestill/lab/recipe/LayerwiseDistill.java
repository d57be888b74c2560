package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.architecture.Architecture.Form;
import org.spikestill.lab.convert.BalanceThresholds;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.data.DataSplits;
import org.spikestill.lab.data.Dataset;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.Torch;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Initial;
import org.spikestill.lab.train.Interruption;
import org.spikestill.lab.train.Progress;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.Trained;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

/// Layer-wise distillation from an artificial to a spiking network (LaSNN, arXiv 2304.09101): a teacher; an intermediate
/// ANN of the student's shape; its conversion by threshold balancing; the student, trained through time with
/// cross-entropy and the teacher's attention maps. Every stage ends in a model file, and a finished one is not repeated.
public final class LayerwiseDistill {
    /// Samples on which a scale of the thresholds is chosen.
    static final int SCALE_SAMPLES = 1000;

    private final RunFolder folder;
    private final DistillSettings settings;
    private final DataSplits data;
    private final Networks networks;
    private final Progress progress;
    private final Interruption interruption;
    private final Seed seed;

    /// @throws org.spikestill.model.InvalidNetwork if the networks do not fit the data or each other
    public LayerwiseDistill(
            RunFolder folder, DistillSettings settings, DataSplits data, Progress progress, Interruption interruption) {
        this.folder = folder;
        this.settings = settings;
        this.data = data;
        this.networks = Networks.of(settings, data);
        this.progress = progress;
        this.interruption = interruption;
        this.seed = Seed.of(settings.seed());
    }

    /// Finds out, before anything is written, whether a run can be made of this.
    ///
    /// @throws InvalidSettings if there are too few samples
    /// @throws org.spikestill.model.InvalidNetwork if the networks do not fit the data, each other or the gradient
    public static void check(DistillSettings settings, DataSplits data) {
        Networks networks = Networks.of(settings, data);
        settings.studentTraining().gradient().check(networks.student());
        settings.objective().check(settings.studentTraining().gradient());
        checkBatch("teacherTraining", settings.teacherTraining(), data);
        checkBatch("annTraining", settings.annTraining(), data);
        checkBatch("studentTraining", settings.studentTraining(), data);
        if (data.validation().size() == 0) {
            throw new InvalidSettings("validation is " + settings.validation() + ": no sample of "
                    + data.train().size() + " is held out to choose by");
        }
    }

    private static void checkBatch(String field, TrainSettings training, DataSplits data) {
        int samples = data.train().size();
        if (training.batch() > samples) {
            throw new InvalidSettings(
                    field + ".batch is " + training.batch() + ": there are only " + samples + " training samples");
        }
    }

    /// Makes every network of the run that is not there yet.
    ///
    /// @throws Interruption.Stopped after a checkpoint, if a stop was wished for
    public Models run() throws IOException {
        announce();
        ModelFile teacher = trained(
                Stage.TEACHER,
                networks.teacher(),
                initial(networks.teacher(), Stage.TEACHER),
                settings.teacherTraining(),
                Objective.of(new CrossEntropy()),
                Optional.empty(),
                provenance(Stage.TEACHER));
        ModelFile ann = trained(
                Stage.ANN,
                networks.ann(),
                initial(networks.ann(), Stage.ANN),
                settings.annTraining(),
                Objective.of(new CrossEntropy()),
                Optional.empty(),
                provenance(Stage.ANN));
        ModelFile converted = converted(ann);
        Provenance descent = provenance(Stage.STUDENT).withParent(ModelFile.digest(folder.model(Stage.CONVERTED)));
        Optional<ModelFile> hybrid = settings.hybrid()
                ? Optional.of(trained(
                        Stage.HYBRID,
                        converted.network(),
                        converted.weights(),
                        settings.studentTraining(),
                        Objective.of(new CrossEntropy()),
                        Optional.empty(),
                        descent))
                : Optional.empty();
        ModelFile student = trained(
                Stage.STUDENT,
                converted.network(),
                converted.weights(),
                settings.studentTraining(),
                settings.objective(),
                Optional.of(teacher),
                descent.withParent(ModelFile.digest(folder.model(Stage.TEACHER))));
        return new Models(teacher, ann, converted, hybrid, student, networks.pairs());
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
        progress.say(
                "teacher %,d weights, %d epochs; intermediate ANN %,d weights, %d epochs; student at T = %d, %d epochs%s"
                        .formatted(
                                Networks.parameters(networks.teacher()),
                                settings.teacherTraining().epochs(),
                                Networks.parameters(networks.ann()),
                                settings.annTraining().epochs(),
                                settings.ticks(),
                                settings.studentTraining().epochs(),
                                settings.hybrid() ? ", and once more without the teacher" : ""));
        if (!networks.pairs().isEmpty()) {
            progress.say("layers whose attention matches:");
            networks.table().forEach(progress::say);
        }
    }

    private Weights initial(Network network, Stage stage) {
        return Initial.of(network, seed.split("init").split(stage.label()));
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
            Optional<ModelFile> teacher,
            Provenance provenance)
            throws IOException {
        Optional<RunFolder.Finished> before = folder.finished(stage);
        if (before.isPresent()) {
            progress.say("%s: done before, validation accuracy %.2f %%"
                    .formatted(stage.label(), 100 * before.get().validation()));
            return ModelFile.read(folder.model(stage));
        }
        Optional<TorchNetwork> taught = teacher.map(each -> new TorchNetwork(each.network(), each.weights()));
        Task task =
                new Task(stage.label(), network, initial, training, objective, taught, networks.pairs(), data, seed);
        try (Trainer trainer = new Trainer(task, folder, progress, interruption)) {
            Trained result = trainer.train();
            ModelFile model = new ModelFile(
                    network,
                    result.weights(),
                    provenance
                            .withFigure("validation accuracy", result.validationAccuracy())
                            .withFigure("epoch", result.epoch()));
            folder.finish(
                    stage,
                    model,
                    new RunFolder.Finished(result.epoch(), result.validationAccuracy(), result.seconds()));
            progress.say("%s: epoch %d is kept, validation accuracy %.2f %%, %.0f s"
                    .formatted(stage.label(), result.epoch(), 100 * result.validationAccuracy(), result.seconds()));
            return model;
        } finally {
            taught.ifPresent(TorchNetwork::close);
        }
    }

    private ModelFile converted(ModelFile ann) throws IOException {
        if (folder.finished(Stage.CONVERTED).isPresent()) {
            progress.say("converted: done before");
            return ModelFile.read(folder.model(Stage.CONVERTED));
        }
        long start = System.nanoTime();
        Converted best = convert(ann.weights(), settings.ticks());
        best.changes().forEach(change -> progress.say("  " + change));
        double validation = accuracy(best.network(), best.weights(), data.validation());
        ModelFile model = new ModelFile(
                best.network(),
                best.weights(),
                provenance(Stage.CONVERTED)
                        .withParent(ModelFile.digest(folder.model(Stage.ANN)))
                        .withFigure("validation accuracy", validation));
        double seconds = (System.nanoTime() - start) / 1e9;
        folder.finish(Stage.CONVERTED, model, new RunFolder.Finished(0, validation, seconds));
        progress.say("converted: validation accuracy %.2f %% at T = %d, %.0f s"
                .formatted(100 * validation, settings.ticks(), seconds));
        return model;
    }

    /// The trained ANN as a spiking network of so many ticks, its thresholds scaled as does best on validation samples.
    Converted convert(Weights trained, int ticks) throws IOException {
        Converted spiking = new ReluToSpike(settings.neuron(), settings.encoder(), ticks)
                .apply(studentShape(), trained, data.train());
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

    private Network studentShape() {
        return settings.student()
                .network(
                        data.train().sample(),
                        data.train().classes(),
                        Form.student(settings.studentTraining().dropout()));
    }

    private double accuracy(Network network, Weights weights, Dataset samples) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            Evaluator.Listener heeding = (_, _) -> interruption.heed("converting");
            return new TorchEvaluator(torch).evaluate(samples, heeding).accuracy();
        }
    }

    /// What a run has made.
    public record Models(
            ModelFile teacher,
            ModelFile ann,
            ModelFile converted,
            Optional<ModelFile> hybrid,
            ModelFile student,
            List<LayerPair> pairs) {
        /// In the order they were made.
        public Map<Stage, ModelFile> byStage() {
            Map<Stage, ModelFile> all = new EnumMap<>(Stage.class);
            all.put(Stage.TEACHER, teacher);
            all.put(Stage.ANN, ann);
            all.put(Stage.CONVERTED, converted);
            hybrid.ifPresent(model -> all.put(Stage.HYBRID, model));
            all.put(Stage.STUDENT, student);
            return all;
        }
    }
}
