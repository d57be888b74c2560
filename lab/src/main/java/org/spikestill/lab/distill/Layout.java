package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.distill.StudentSettings.StudentStart;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.experiment.steps.CheckTeacher;
import org.spikestill.lab.experiment.steps.FileSource;
import org.spikestill.lab.experiment.steps.LoadNetwork;
import org.spikestill.lab.experiment.steps.NetworkSource;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TeacherSource;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.teacher.TeacherFile;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.settings.InvalidSettings;

/// The networks of a distillation under construction, in the order they are made. A [Method] lays them out.
public final class Layout {
    private static final Objective CROSS_ENTROPY = Objective.of(new CrossEntropy());

    private final DistillSettings settings;
    private final DataSplits data;
    private final Graph.Builder graph;
    private final Conversions conversions;
    private Optional<TeacherSource> teacher = Optional.empty();
    private Optional<Ref<ModelResult>> twin = Optional.empty();
    private Optional<Ref<CheckTeacher.Checked>> foreign = Optional.empty();

    Layout(DistillSettings settings, DataSplits data, Graph.Builder graph) {
        this.settings = settings;
        this.data = data;
        this.graph = graph;
        this.conversions = new Conversions(settings);
    }

    public DistillSettings settings() {
        return settings;
    }

    /// The teacher, once it is laid out.
    public Optional<TeacherSource> teacher() {
        return teacher;
    }

    /// The untaught twin of the student, once it is laid out.
    public Optional<Ref<ModelResult>> twin() {
        return twin;
    }

    /// The accuracy of a teacher from outside, where there is one.
    Optional<Ref<CheckTeacher.Checked>> foreign() {
        return foreign;
    }

    /// A step of a method's own.
    public <R> Ref<R> add(String name, Step<R> step) {
        return graph.add(name, step);
    }

    /// An artificial teacher, trained or from a file.
    public TeacherSource artificialTeacher() {
        TeacherSettings wanted = settings.teacher();
        if (wanted.isForeign()) {
            return taught(foreignTeacher(wanted.trained()));
        }
        Form form = Form.teacher(wanted.training().dropout());
        return loadedTeacher()
                .orElseGet(() -> taught(graph.add(
                        "teacher",
                        new TrainNetwork(
                                "teacher.training",
                                new Start.Artificial(wanted.architectureFor(data), form),
                                Defaults.ofTeacher(wanted.training(), CROSS_ENTROPY, data),
                                CROSS_ENTROPY,
                                Optional.empty(),
                                List.of()))));
    }

    private Optional<TeacherSource> loadedTeacher() {
        return settings.teacher()
                .file()
                .map(file -> taught(graph.add("teacher", new LoadNetwork("teacher.file", file, Optional.empty()))));
    }

    private TeacherSource foreignTeacher(List<TeacherFile> files) {
        for (Objective.Term term : settings.studentObjective().terms()) {
            if (term.loss().targets().contains(Targets.Kind.SENSITIVITY)) {
                throw new InvalidSettings("objective holds " + Loss.catalog().name(term.loss())
                        + ", which reads gradients of the teacher, and "
                        + files.getFirst().file()
                        + " does not give them: name another loss, or a teacher in a model file");
            }
        }
        foreign = Optional.of(graph.add("teacher", new CheckTeacher(files)));
        return new FileSource(files, foreign.get());
    }

    /// A spiking teacher, trained through time or from a file.
    public TeacherSource spikingTeacher() {
        Architecture shape = settings.teacher().architectureFor(data);
        return loadedTeacher()
                .orElseGet(() -> taught(through(
                        "teacher", new Start.From(converted("teacher-", shape)), Optional.empty(), CROSS_ENTROPY)));
    }

    private TeacherSource taught(Ref<ModelResult> network) {
        return taught(new NetworkSource(network));
    }

    private TeacherSource taught(TeacherSource made) {
        teacher = Optional.of(made);
        return made;
    }

    DataSplits data() {
        return data;
    }

    /// An ANN, trained by cross-entropy, and its conversion.
    ///
    /// @param prefix of the names of the two
    public Ref<ModelResult> converted(String prefix, Architecture architecture) {
        return conversion(prefix + "converted", ann(prefix + "ann", architecture, CROSS_ENTROPY), architecture);
    }

    private Ref<ModelResult> ann(String name, Architecture architecture, Objective objective) {
        return graph.add(
                name,
                new TrainNetwork(
                        "ann.training",
                        new Start.Artificial(
                                architecture, conversions.form(settings.ann().training())),
                        Defaults.ofAnn(settings.ann().training(), objective, data),
                        objective,
                        teacher,
                        annPairs(),
                        settings.pairing()));
    }

    /// The named pairs with the ANN's layers, whose activations become the student's neurons of the same number.
    private List<LayerPair> annPairs() {
        return settings.pairs().stream()
                .map(pair -> new LayerPair(pair.teacher(), pair.student().replaceFirst("^spike", "relu")))
                .toList();
    }

    /// The network that the student's training starts from, after the ANN it needs.
    public Start start() {
        StudentSettings student = settings.student();
        return switch (student.start()) {
            case StudentStart.Conversion _ -> new Start.From(convertedStudent());
            case StudentStart.Scratch _ ->
                new Start.Spiking(
                        student.architectureFor(data),
                        Form.student(student.training().dropout()),
                        student.neuron(),
                        student.encoder(),
                        student.ticks());
            case StudentStart.File(var path) ->
                new Start.From(graph.add("start", new LoadNetwork("student.start", path, Optional.empty())));
        };
    }

    /// The conversion of the intermediate ANN, which may learn from the teacher too, or come from a file.
    public Ref<ModelResult> convertedStudent() {
        Optional<Start.Artificial> shape = conversions.studentShape(data);
        Ref<ModelResult> ann = settings.ann()
                .file()
                .map(file -> graph.add("ann", Conversions.load(file, shape)))
                .orElseGet(() -> ann("ann", settings.student().architectureFor(data), settings.annObjective()));
        Ref<ModelResult> converted = graph.add(
                "converted",
                conversions.conversion(ann, shape, settings.student().ticks()));
        int referenceTicks = settings.conversion().referenceTicks();
        if (referenceTicks > 0) {
            graph.add("reference", conversions.conversion(ann, shape, referenceTicks));
        }
        return converted;
    }

    /// The untaught twin of a student: the same training, of the ANN and through time, without the teacher. Where only the
    /// training through time is taught, both start from one conversion.
    ///
    /// @param start of the taught student
    /// @param objective of the taught student
    public void untaught(Start start, Objective objective) {
        if (hasTwin() && (teachesAnn() || objective.needsTeacher())) {
            Start from = teachesAnn() ? new Start.From(untaughtConversion()) : start;
            twin = Optional.of(through("untaught", from, Optional.empty(), objective.withoutTeacher()));
        }
    }

    /// The untaught twin of a converted student, where the ANN learns from a teacher.
    public void untaughtConverted() {
        if (hasTwin() && teachesAnn()) {
            twin = Optional.of(untaughtConversion());
        }
    }

    /// Without labels there is nothing to learn but the teacher.
    private boolean hasTwin() {
        return settings.student().twin() && data.train().labels().kind() != Labels.Kind.NONE;
    }

    private boolean teachesAnn() {
        return settings.student().start() instanceof StudentStart.Conversion
                && settings.ann().file().isEmpty()
                && settings.annObjective().needsTeacher();
    }

    private Ref<ModelResult> untaughtConversion() {
        Architecture architecture = settings.student().architectureFor(data);
        Objective objective = settings.annObjective().withoutTeacher();
        Ref<ModelResult> ann = ann("untaught-ann", architecture, objective);
        return conversion("untaught-converted", ann, architecture);
    }

    private Ref<ModelResult> conversion(String name, Ref<ModelResult> ann, Architecture architecture) {
        return graph.add(
                name,
                conversions.conversion(
                        ann,
                        Optional.of(conversions.shape(architecture)),
                        settings.student().ticks()));
    }

    /// The training of the student, and of networks beside it.
    public TrainSettings training(Objective objective) {
        return Defaults.ofStudent(settings.student().training(), objective, data);
    }

    /// A spiking network trained from another one, through time or through firing rates.
    public Ref<ModelResult> through(String name, Start start, Optional<TeacherSource> from, Objective objective) {
        return graph.add(
                name,
                new TrainNetwork(
                        "student.training",
                        start,
                        training(objective),
                        objective,
                        from,
                        settings.pairs(),
                        settings.pairing()));
    }
}
