package org.spikestill.lab.distill;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.LabelSupply;
import org.spikestill.data.Labels;
import org.spikestill.data.Strokes;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.distill.StudentSettings.StudentStart;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.experiment.steps.Measured;
import org.spikestill.lab.experiment.steps.PairBy;
import org.spikestill.lab.loss.AttentionMatch;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherPredictions;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Formerly;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;
import org.spikestill.report.Page;

/// Distillation of a spiking student, with every method it is compared with. A recipe file holds the fields it changes; flags change them
/// further.
///
/// @param method by which the student is made
/// @param data samples to learn
/// @param objective of the student's training by the method lasnn; the others have their own
/// @param pairs layers that match; empty pairs them by the rule of pairing
/// @param pairing rule that finds pairs where none are named: by resolution, or by depth, the last maps with each other
/// @param seed root of all random numbers
/// @param validationShare share of the labelled training data held out to choose epochs and scales by, in [0.01, 0.5]
/// @param trainLimit labelled training samples, balanced over classes and chosen by the seed, those of the validation split
///     among them; 0 for all
/// @param labelNoise share of the labels learnt from that are replaced by another class, in [0, 0.9]
@Name("distill")
@Formerly(was = "teacherFile", now = "teacher.file")
@Formerly(was = "annFile", now = "ann.file")
@Formerly(was = "ticks", now = "student.ticks")
@Formerly(was = "validation", now = "validationShare")
@Formerly(was = "encoder", now = "student.encoder")
@Formerly(was = "neuron", now = "student.neuron")
@Formerly(was = "batchNorm", now = "ann.batchNorm")
@Formerly(was = "curve", now = "ann.activation")
@Formerly(was = "teacherTraining", now = "teacher.training")
@Formerly(was = "annTraining", now = "ann.training")
@Formerly(was = "studentTraining", now = "student.training")
@Formerly(was = "balance", now = "conversion.balance")
@Formerly(was = "scales", now = "conversion.thresholdScales")
@Formerly(was = "annObjective", now = "ann.objective")
@Formerly(was = "hybrid", now = "student.twin")
@Formerly(was = "longTicks", now = "conversion.referenceTicks")
public record DistillSettings(
        Method method,
        DataSource data,
        TeacherSettings teacher,
        AnnSettings ann,
        ConversionSettings conversion,
        StudentSettings student,
        Objective objective,
        List<LayerPair> pairs,
        PairBy pairing,
        long seed,
        float validationShare,
        int trainLimit,
        float labelNoise)
        implements Experiment {
    /// LaSNN's, which a method with one of its own replaces.
    static final Objective OBJECTIVE = Objective.of(new CrossEntropy()).with(new AttentionMatch(), 0.5f);

    public DistillSettings {
        within("validationShare", validationShare, 0.01f, 0.5f);
        within("trainLimit", trainLimit, 0, Integer.MAX_VALUE);
        within("labelNoise", labelNoise, 0, 0.9f);
        pairs = List.copyOf(pairs);
        if (conversion.method().isPresent() && !student.neuron().equals(new Lif())) {
            throw new IllegalArgumentException("student.neuron is set, but the conversion "
                    + ConversionMethod.catalog().name(conversion.method().get())
                    + " brings its own: leave one of them out");
        }
    }

    public DistillSettings() {
        this(
                new TwoStageKd(),
                new Strokes(),
                new TeacherSettings(),
                new AnnSettings(),
                new ConversionSettings(),
                new StudentSettings(),
                OBJECTIVE,
                List.of(),
                PairBy.RESOLUTION,
                1,
                0.1f,
                0,
                0);
    }

    @Override
    public RunSettings run() {
        return new RunSettings(data, new LabelSupply(trainLimit, labelNoise), validationShare, seed);
    }

    @Override
    public String folderName() {
        String shape = student.architecture()
                .map(each -> "-" + Architecture.catalog().name(each))
                .orElse("");
        return DataSource.catalog().name(data) + shape + "-" + seed;
    }

    /// Data without labels get the teacher's predictions in their place, by which agreement is measured.
    @Override
    public DataSplits prepared(DataSplits splits) throws IOException {
        if (!splits.train().labels().equals(Labels.none(0))) {
            return splits;
        }
        try (Teacher trained = teacher.open(splits)) {
            return TeacherPredictions.standIn(trained, splits);
        }
    }

    @Override
    public Graph graph(DataSplits splits) {
        return plan(splits).graph();
    }

    /// The objective of the student's training.
    public Objective studentObjective() {
        return method.objective().orElse(objective);
    }

    /// The objective of the ANN's training: the method's, unless the settings have one of their own.
    Objective annObjective() {
        boolean open = ann.file().isEmpty() && ann.objective().equals(AnnSettings.CROSS_ENTROPY);
        return open ? method.annObjective().orElse(ann.objective()) : ann.objective();
    }

    /// Whether the student takes its shape from the ANN in a file.
    boolean hasShapeOfFile() {
        return ann.file().isPresent()
                && student.architecture().isEmpty()
                && student.start() instanceof StudentStart.Conversion;
    }

    /// The activation of an ANN that is trained: the method's, unless the settings name one, or a conversion, which measures thresholds
    /// behind ReLUs.
    Activation annActivation() {
        return ann.activation()
                .orElseGet(() ->
                        conversion.method().isPresent() ? new Activation.Relu() : method.activation(student.ticks()));
    }

    DistillRun plan(DataSplits splits) {
        if (method.objective().isPresent() && !objective.equals(OBJECTIVE)) {
            throw new InvalidSettings("objective is set, but the method "
                    + Method.catalog().name(method)
                    + " has its own: leave objective out, or name the method lasnn, which takes any");
        }
        if (!splits.train().labels().kind().ofClasses()) {
            throw new InvalidSettings(
                    splits.name() + " has labels of " + splits.train().labels()
                            + ", but a distilled student tells classes" + " apart: name data with classes");
        }
        if (splits.validation().size() == 0) {
            throw new InvalidSettings("validationShare is " + validationShare + ": no sample of "
                    + splits.train().size() + " is held out to choose by");
        }
        return DistillRun.of(withMethod(method.under(teacher)), splits);
    }

    /// Trainings of teacher, ann and student on these data, with nothing left out.
    public Map<String, TrainSettings> trainings(DataSplits splits) {
        return Map.of(
                "teacher", Defaults.ofTeacher(teacher.training(), AnnSettings.CROSS_ENTROPY, splits),
                "ann", Defaults.ofAnn(ann.training(), annObjective(), splits),
                "student", Defaults.ofStudent(student.training(), studentObjective(), splits));
    }

    private DistillSettings withMethod(Method value) {
        return new DistillSettings(
                value,
                data,
                teacher,
                ann,
                conversion,
                student,
                objective,
                pairs,
                pairing,
                seed,
                validationShare,
                trainLimit,
                labelNoise);
    }

    @Override
    public Record summary(Results results) {
        return DistillSummary.of(this, results);
    }

    @Override
    public List<Column> columns() {
        return DistillSummary.COLUMNS;
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "A teacher's share is the difference to the untaught twin of the same run; over several seeds its mean with the 95 % t interval.",
                EnergyFigures.remark());
    }

    @Override
    public Optional<Column> compared() {
        return Optional.of(DistillSummary.STUDENT);
    }

    @Override
    public Page page(Results results) {
        return DistillPage.of(this, results);
    }

    @Override
    public String text(Results results) {
        DistillRun run = plan(results.data());
        return DistillText.of(
                DistillLines.of(this, run, results),
                Shares.of(run, results),
                StalledTerms.of(results.epochs()),
                Measured.measure(results.data()));
    }
}
