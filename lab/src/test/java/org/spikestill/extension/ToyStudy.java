package org.spikestill.extension;

import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.section.TrainingSection;

/// An experiment from outside: a network learns from a teacher that is no network, and the page has a section of its own.
///
/// @param data samples to learn
/// @param logit of the teacher
/// @param training of the network
/// @param seed root of all random numbers
public record ToyStudy(DataSource data, float logit, TrainSettings training, long seed) implements Experiment {
    private static final Ref<ModelResult> NET = new Ref<>("net");

    public ToyStudy() {
        this(new Strokes(120, 20, 12, 1), 4, new TrainSettings().withEpochs(2), 1);
    }

    /// Figures of the study.
    public record Figures(double validation) {}

    @Override
    public RunSettings run() {
        return new RunSettings(data, 0.1f, seed);
    }

    @Override
    public String folderName() {
        return "toy-" + seed;
    }

    @Override
    public Graph graph(DataSplits splits) {
        Graph.Builder graph = new Graph.Builder();
        Start start = new Start.Artificial(new ConvNet(List.of(4), 3, List.of(8)), Form.student(0));
        return graph.build(graph.add(
                NET.name(),
                new TrainNetwork(
                        "training",
                        start,
                        training,
                        Objective.of(new SoftTargets(2)),
                        Optional.of(new LabelSource(logit)),
                        List.of())));
    }

    @Override
    public Record summary(Results results) {
        return new Figures(results.get(NET).outcome().validation());
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("validation %", 100, 2, "/validation"));
    }

    @Override
    public Page page(Results results) {
        return Page.of("Toy study", "")
                .with(TrainingSection.of(results.epochs()))
                .with(new Section(
                        "sureness", "Sureness of the teacher", Html.paragraph("The teacher's logit is " + logit)));
    }

    @Override
    public String text(Results results) {
        return "validation %.2f".formatted(results.get(NET).outcome().validation());
    }
}
