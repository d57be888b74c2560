package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.DataSplits;
import org.spikestill.data.NoData;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.torch.DenseShape;
import org.spikestill.lab.torch.DenseShape.Nonlinearity;
import org.spikestill.model.Check;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.Figures;
import org.spikestill.report.Page;
import org.spikestill.report.TextTable;

/// Multi-grade deep learning: shallow nets, each of which learns the residual of those before it on the features of the last
/// (Fang and Xu, NeurIPS 2024), beside a single net of the same size under the same budget.
///
/// @param problem to learn; `points` and `image` come first
/// @param points CSV file of a user's own points, with columns `inputs` and `outputs`
/// @param image picture file to learn as a function of coordinates
/// @param inputs columns of coordinates in `points`
/// @param outputs columns of values in `points`
/// @param hidden widths of the hidden layers of a grade
/// @param grades at most; growth stops with the first that does not lower training and validation error, 1 to 20
/// @param gradePlans hidden layers and epochs grade by grade, in place of `hidden` and `epochs`; as many as grades, or none
/// @param firstActivation of the first grade, and of the single net
/// @param activation of the later grades
/// @param frequency factor on the first weights that read coordinates, > 0: about the radians per unit of the fastest wave
/// @param epochs of each grade
/// @param batch points of an update; 0 for all, as an equation always takes
/// @param learningRate of the first epoch, > 0
/// @param lastLearningRate of the last epoch, > 0; the rate falls exponentially
/// @param single whether the single net is trained
/// @param singleEpochs of the single net; 0 for as many as all grades have together. An epoch of it takes the time of an epoch of
///     every grade
/// @param seed root of all random numbers
public record Multigrade(
        Problem problem,
        Optional<Path> points,
        Optional<Path> image,
        List<String> inputs,
        List<String> outputs,
        List<Integer> hidden,
        int grades,
        List<GradePlan> gradePlans,
        Nonlinearity firstActivation,
        Nonlinearity activation,
        float frequency,
        int epochs,
        int batch,
        float learningRate,
        float lastLearningRate,
        boolean single,
        int singleEpochs,
        long seed)
        implements Experiment {
    private static final int PICTURE = 128;

    public Multigrade {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        hidden = List.copyOf(hidden);
        gradePlans = List.copyOf(gradePlans);
        new GradePlan(hidden, epochs); // with its checks
        Check.within("grades", grades, 1, 20);
        if (!gradePlans.isEmpty() && gradePlans.size() != grades) {
            throw new InvalidSettings("gradePlans holds " + gradePlans.size() + ", grades is " + grades
                    + ": give each grade one, or none");
        }
        Check.positive("frequency", frequency);
        Check.within("batch", batch, 0, Check.MAX_COUNT);
        Check.within("singleEpochs", singleEpochs, 0, Check.MAX_COUNT);
        Check.positive("learningRate", learningRate);
        Check.positive("lastLearningRate", lastLearningRate);
        if (points.isPresent() && image.isPresent()) {
            throw new InvalidSettings("points and image are both named: a run learns one of them");
        }
    }

    /// Setting 2 of Fang and Xu at a hundredth of the epochs.
    public Multigrade() {
        this(
                new Oscillation(),
                Optional.empty(),
                Optional.empty(),
                List.of("x"),
                List.of("y"),
                List.of(256, 256),
                4,
                List.of(),
                Nonlinearity.RELU,
                Nonlinearity.RELU,
                1,
                300,
                256,
                1e-3f,
                1e-4f,
                true,
                0,
                1);
    }

    /// The problem that is learnt.
    Problem posed() {
        return points.<Problem>map(file -> new PointsFile(file, inputs, outputs))
                .or(() -> image.map(file -> new PictureProblem(file, PICTURE)))
                .orElse(problem);
    }

    @Override
    public String example() {
        return "--points measured.csv --inputs \"[x]\" --outputs \"[y]\" --hidden \"[128,128]\"";
    }

    @Override
    public RunSettings run() {
        return new RunSettings(posed().data(), posed().labels(), 0.1f, seed);
    }

    @Override
    public String folderName() {
        return "multigrade-" + Problem.catalog().name(posed()) + "-" + seed;
    }

    @Override
    public Graph graph(DataSplits data) {
        Problem.Posed with = pose(data);
        Graph.Builder graph = new Graph.Builder();
        int inputs = with.train().inputs();
        List<Ref<Grade>> grown = new ArrayList<>();
        int width = inputs;
        for (int k = 1; k <= grades; k++) {
            GradePlan plan = plans().get(k - 1);
            DenseShape shape = shape(with, width, plan.hidden(), k == 1 ? firstActivation : activation);
            grown.add(graph.add(
                    TrainGrade.grade(k).name(), step(k, shape, with.train().size(), plan.epochs())));
            width = plan.hidden().getLast();
        }
        if (single) {
            List<Integer> all =
                    plans().stream().flatMap(plan -> plan.hidden().stream()).toList();
            int sum = plans().stream().mapToInt(GradePlan::epochs).reduce(0, Math::addExact);
            DenseShape shape = shape(with, inputs, all, firstActivation);
            int howLong = singleEpochs == 0 ? sum : singleEpochs;
            graph.add(TrainGrade.grade(0).name(), step(0, shape, with.train().size(), howLong));
        }
        List<String> from = points.isPresent() ? this.inputs : numbered("x", inputs);
        List<String> to =
                points.isPresent() ? outputs : numbered("y", with.train().outputs());
        return graph.build(graph.add("model", new StoreModel(grown, from, to)));
    }

    /// The points, again where a report needs them.
    Problem.Posed pose(DataSplits data) {
        try {
            return posed().pose(data, run().root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> numbered(String letter, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> letter + i).toList();
    }

    private List<GradePlan> plans() {
        return gradePlans.isEmpty() ? Collections.nCopies(grades, new GradePlan(hidden, epochs)) : gradePlans;
    }

    private static DenseShape shape(Problem.Posed with, int first, List<Integer> hidden, Nonlinearity nonlinearity) {
        List<Integer> widths = new ArrayList<>(List.of(first));
        widths.addAll(hidden);
        widths.add(with.train().outputs());
        return new DenseShape(widths, nonlinearity);
    }

    private TrainGrade step(int number, DenseShape shape, int size, int howLong) {
        float own = number <= 1 ? frequency : 1; // later grades read no coordinates
        return new TrainGrade(posed(), number, shape, own, size, howLong, batch, learningRate, lastLearningRate);
    }

    /// A line of the results.
    ///
    /// @param name of the step
    /// @param kept whether the grade is part of the model
    /// @param relativeError square root of the test RSE
    record Line(String name, boolean kept, Errors train, Errors validation, Errors test, double relativeError) {}

    /// Every grade that was trained, then the single net.
    List<Line> lines(Results results) {
        List<Line> lines = new ArrayList<>();
        for (Ref<?> ref : results.steps()) {
            if (results.get(ref) instanceof Grade grade && grade.layers().isPresent()) {
                double error = Math.sqrt(grade.test().relativeSquared());
                lines.add(new Line(ref.name(), grade.kept(), grade.train(), grade.validation(), grade.test(), error));
            }
        }
        return lines;
    }

    /// Figures of the study.
    record Summary(long seed, List<Line> lines, Multigrade settings) {}

    @Override
    public Record summary(Results results) {
        return new Summary(seed, lines(results), this);
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("first grade, test RSE", 1, 6, "/lines/0/test/relativeSquared"));
    }

    @Override
    public Page page(Results results) {
        return new MultigradePage(this, results).page();
    }

    @Override
    public String text(Results results) {
        TextTable table = new TextTable("net", "kept", "train RSE", "validation RSE", "test RSE", "PSNR", "accuracy");
        boolean classes = !(posed().data() instanceof NoData); // formulas and files have none
        for (Line line : lines(results)) {
            table.row(
                    line.name,
                    line.kept ? "yes" : "no",
                    "%.3g".formatted(line.train.relativeSquared()),
                    "%.3g".formatted(line.validation.relativeSquared()),
                    "%.3g".formatted(line.test.relativeSquared()),
                    "%.2f dB".formatted(line.test.psnr()),
                    classes ? Figures.percent(line.test.accuracy()) : "");
        }
        return table.toString();
    }
}
