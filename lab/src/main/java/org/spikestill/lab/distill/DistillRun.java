package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.AttentionMaps;
import org.spikestill.lab.experiment.steps.CheckParity;
import org.spikestill.lab.experiment.steps.CheckTeacher;
import org.spikestill.lab.experiment.steps.ChooseExit;
import org.spikestill.lab.experiment.steps.ComparePaired;
import org.spikestill.lab.experiment.steps.Evaluate;
import org.spikestill.lab.experiment.steps.InspectSamples;
import org.spikestill.report.result.PairedDifference;
import org.spikestill.report.result.Parity;

/// The graph of a distillation: the networks that its method lays out, and their evaluation.
///
/// @param networks of the run, in the order they are made
/// @param student network that the run is about
/// @param lines evaluated networks, teacher first
/// @param shares of the teacher, in the ANN and in the student
/// @param foreign accuracy of a teacher from outside, where there is one
/// @param attention maps of teacher and student, where the student's training compares layers
record DistillRun(
        Graph graph,
        List<Ref<ModelResult>> networks,
        Ref<ModelResult> student,
        List<Line> lines,
        Ref<Parity> parity,
        Ref<InspectSamples.Samples> samples,
        Optional<Ref<CheckTeacher.Checked>> foreign,
        Optional<Ref<AttentionMaps.Samples>> attention,
        List<Share> shares) {
    /// Share of accuracy that stopping early may lose, by the validation split: 0.1 points.
    private static final double EXIT_LOSS = 0.001;

    /// A network that the test set evaluates.
    ///
    /// @param title for people
    record Line(Ref<ModelResult> network, Ref<Evaluate.TestResult> test, String title, Role role) {}

    /// The teacher's share in a network: its paired difference to the twin that learned without.
    record Share(Line taught, Line untaught, Ref<PairedDifference> difference) {}

    DistillRun {
        shares = List.copyOf(shares);
        networks = List.copyOf(networks);
        lines = List.copyOf(lines);
    }

    static DistillRun of(DistillSettings settings, DataSplits data) {
        Graph.Builder graph = new Graph.Builder();
        Layout layout = new Layout(settings, data, graph);
        Ref<ModelResult> student = settings.method().student(layout);
        List<Ref<ModelResult>> networks = graph.networks();
        List<Line> lines = new ArrayList<>();
        boolean labelled = data.test().labels().kind() != Labels.Kind.NONE;
        for (Ref<ModelResult> network : Titles.evaluated(networks, layout.twin())) {
            if (!labelled && network.name().equals("teacher")) {
                continue; // it agrees with itself
            }
            boolean stops =
                    labelled && network.equals(student) && settings.student().ticks() > 1;
            Optional<Ref<ChooseExit.Choice>> exit = stops
                    ? Optional.of(graph.add(network + "-exit", new ChooseExit(network, EXIT_LOSS)))
                    : Optional.empty();
            Ref<Evaluate.TestResult> test = graph.add(network + "-test", new Evaluate(network, exit));
            lines.add(new Line(network, test, Titles.title(network, layout), Titles.role(network, settings)));
        }
        Line line = line(lines, student);
        Ref<Parity> parity = graph.add(student + "-parity", new CheckParity(student, line.test()));
        Ref<InspectSamples.Samples> samples =
                graph.add(student + "-samples", new InspectSamples(student, line.test(), line.title(), 0));
        Optional<Ref<AttentionMaps.Samples>> attention = attention(graph, layout, student);
        List<Share> shares = shares(graph, lines, student, layout.twin());
        return new DistillRun(
                graph.build(student), networks, student, lines, parity, samples, layout.foreign(), attention, shares);
    }

    private static List<Share> shares(
            Graph.Builder graph, List<Line> lines, Ref<ModelResult> student, Optional<Ref<ModelResult>> twin) {
        List<Share> shares = new ArrayList<>();
        find(lines, "untaught-ann")
                .ifPresent(
                        untaught -> shares.add(share(graph, find(lines, "ann").orElseThrow(), untaught)));
        twin.ifPresent(untaught -> shares.add(share(graph, line(lines, student), line(lines, untaught))));
        return shares;
    }

    private static Share share(Graph.Builder graph, Line taught, Line untaught) {
        return new Share(
                taught,
                untaught,
                graph.add(taught.network() + "-share", new ComparePaired(taught.test(), untaught.test())));
    }

    private static Optional<Line> find(List<Line> lines, String network) {
        return lines.stream()
                .filter(line -> line.network().name().equals(network))
                .findFirst();
    }

    private static Optional<Ref<AttentionMaps.Samples>> attention(
            Graph.Builder graph, Layout layout, Ref<ModelResult> student) {
        DistillSettings settings = layout.settings();
        boolean compares =
                student.name().equals("student") && settings.studentObjective().readsPixels();
        return compares
                ? layout.teacher()
                        .map(teacher -> graph.add(
                                "student-attention",
                                new AttentionMaps(teacher, student, settings.pairs(), settings.pairing())))
                : Optional.empty();
    }

    private static Line line(List<Line> lines, Ref<ModelResult> network) {
        return lines.stream()
                .filter(line -> line.network().equals(network))
                .findFirst()
                .orElseThrow();
    }

    /// The line of the network that the run is about.
    Line studentLine() {
        return line(lines, student);
    }
}
