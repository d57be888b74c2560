package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.experiment.Results;
import org.spikestill.model.Network;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;

/// The networks of a run with their figures, teacher first.
final class DistillLines {
    private DistillLines() {}

    static List<NetworkResult> of(DistillRun run, Results results) {
        Optional<String> converted = run.lines().stream()
                .filter(line -> line.network().name().equals("converted"))
                .map(DistillRun.Line::title)
                .findFirst();
        boolean sharesStart =
                run.lines().stream().noneMatch(line -> line.network().name().equals("untaught-ann"));
        List<NetworkResult> lines = new ArrayList<>();
        for (DistillRun.Line line : run.lines()) {
            boolean trainedFurther = line.role() == Role.HYBRID
                    || line.role() == Role.DISTILLED
                    || line.network().name().equals("untaught") && sharesStart;
            lines.add(line(line, results, trainedFurther ? converted : Optional.empty()));
        }
        return lines;
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
