package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.CheckTeacher;
import org.spikestill.model.Network;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;

/// The networks of a run with their figures, teacher first.
final class DistillLines {
    private DistillLines() {}

    static List<NetworkResult> of(DistillSettings settings, DistillRun run, Results results) {
        Optional<String> converted = run.lines().stream()
                .filter(line -> line.network().name().equals("converted"))
                .map(DistillRun.Line::title)
                .findFirst();
        boolean sharesStart =
                run.lines().stream().noneMatch(line -> line.network().name().equals("untaught-ann"));
        List<NetworkResult> lines = new ArrayList<>();
        run.foreign()
                .filter(_ -> results.data().test().labels().kind() != Labels.Kind.NONE)
                .ifPresent(check -> lines.add(
                        foreign("teacher " + Titles.files(settings.teacher()), results.get(check), results.data())));
        for (DistillRun.Line line : run.lines()) {
            boolean trainedFurther = line.role() == Role.HYBRID
                    || line.role() == Role.DISTILLED
                    || line.network().name().equals("untaught") && sharesStart;
            lines.add(line(line, results, trainedFurther ? converted : Optional.empty()));
        }
        return lines;
    }

    /// A teacher from outside, whose parameters are not known.
    private static NetworkResult foreign(String title, CheckTeacher.Checked checked, DataSplits data) {
        return new NetworkResult(
                title,
                Role.TEACHER.toString(),
                1,
                0,
                Optional.of(
                        Accuracy.ofShare(checked.validation(), data.validation().size())),
                Optional.of(Accuracy.ofShare(checked.test(), data.test().size())),
                Optional.empty(),
                Optional.empty());
    }

    private static NetworkResult line(DistillRun.Line line, Results results, Optional<String> baseline) {
        Network network = results.get(line.network()).model().network();
        Evaluation test = results.get(line.test()).evaluation();
        return new NetworkResult(
                line.title(),
                line.role().toString(),
                network.ticks(),
                network.parameters().stream()
                        .mapToLong(each -> each.shape().elements())
                        .sum(),
                Optional.of(Accuracy.ofShare(
                        results.get(line.network()).outcome().validation(),
                        results.data().validation().size())),
                Optional.of(Accuracy.ofShare(test.accuracy(), test.samples())),
                test.layers().isEmpty() ? Optional.empty() : Optional.of(test.spikesPerSample()),
                baseline);
    }
}
