package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
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
/// @param firstActivation of the first grade, and of the single net
/// @param activation of the later grades
/// @param epochs of each grade
/// @param batch points of an update; 0 for all, as an equation always takes
/// @param learningRate of the first epoch, > 0
/// @param lastLearningRate of the last epoch, > 0; the rate falls exponentially
/// @param single whether the single net is trained
/// @param seed root of all random numbers
public record Multigrade(
        Problem problem,
        Optional<Path> points,
        Optional<Path> image,
        List<String> inputs,
        List<String> outputs,
        List<Integer> hidden,
        int grades,
        Nonlinearity firstActivation,
        Nonlinearity activation,
        int epochs,
        int batch,
        float learningRate,
        float lastLearningRate,
        boolean single,
        long seed)
        implements Experiment {
    private static final int PICTURE = 128;

    public Multigrade {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || hidden.size() > 16) {
            throw new InvalidSettings(
                    "hidden is " + hidden + ": a grade has 1 to 16 hidden layers, as in hidden=[256,256]");
        }
        hidden.forEach(each -> Check.within("hidden", each, 1, 4096));
        Check.within("grades", grades, 1, 20);
        Check.count("epochs", epochs);
        Check.within("batch", batch, 0, Check.MAX_COUNT);
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
                Nonlinearity.RELU,
                Nonlinearity.RELU,
                300,
                256,
                1e-3f,
                1e-4f,
                true,
                1);
    }

    /// The problem that is learnt.
    Problem posed() {
        return points.<Problem>map(file -> new PointsFile(file, inputs, outputs))
                .or(() -> image.map(file -> new PictureProblem(file, PICTURE)))
                .orElse(problem);
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
        Ref<Grade> last = null;
        int width = with.train().inputs();
        for (int k = 1; k <= grades; k++) {
            DenseShape shape = shape(with, width, 1, k == 1 ? firstActivation : activation);
            last = graph.add(
                    TrainGrade.grade(k).name(), step(k, shape, with.train().size(), epochs));
            width = hidden.getLast();
        }
        if (single) {
            DenseShape shape = shape(with, with.train().inputs(), grades, firstActivation);
            int all = Math.multiplyExact(epochs, grades);
            graph.add(TrainGrade.grade(0).name(), step(0, shape, with.train().size(), all));
        }
        return graph.build(last);
    }

    /// The points, again where a report needs them.
    Problem.Posed pose(DataSplits data) {
        try {
            return posed().pose(data, run().root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DenseShape shape(Problem.Posed with, int first, int times, Nonlinearity nonlinearity) {
        List<Integer> widths = new ArrayList<>(List.of(first));
        for (int i = 0; i < times; i++) {
            widths.addAll(hidden);
        }
        widths.add(with.train().outputs());
        return new DenseShape(widths, nonlinearity);
    }

    private TrainGrade step(int number, DenseShape shape, int size, int howLong) {
        return new TrainGrade(posed(), number, shape, size, howLong, batch, learningRate, lastLearningRate);
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
            Grade grade = (Grade) results.get(ref);
            if (!grade.parameters().isEmpty()) {
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
        for (Line line : lines(results)) {
            table.row(
                    line.name,
                    line.kept ? "yes" : "no",
                    "%.3g".formatted(line.train.relativeSquared()),
                    "%.3g".formatted(line.validation.relativeSquared()),
                    "%.3g".formatted(line.test.relativeSquared()),
                    "%.2f dB".formatted(line.test.psnr()),
                    Figures.percent(line.test.accuracy()));
        }
        return table.toString();
    }
}
