package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.measure.Evaluation;
import org.spikestill.model.Network;
import org.spikestill.report.Accuracy;
import org.spikestill.report.Headline;

/// The networks of a run with their figures, teacher first.
final class DistillLines {
    private DistillLines() {}

    static List<Headline> of(DistillSettings settings, Results results) {
        int held = results.data().validation().size();
        List<Headline> lines = new ArrayList<>();
        for (Layout.Line line : settings.layout(results.data()).lines()) {
            Network network = results.get(line.network()).model().network();
            Evaluation test = results.get(line.test()).evaluation();
            lines.add(new Headline(
                    line.title(),
                    line.role(),
                    network.ticks(),
                    parameters(network),
                    Optional.of(Accuracy.ofShare(
                            results.get(line.network()).outcome().validation(), held)),
                    Optional.of(Accuracy.ofShare(test.accuracy(), test.samples())),
                    test.layers().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(test.spikesPerSample())));
        }
        return lines;
    }

    private static long parameters(Network network) {
        return network.parameters().stream()
                .mapToLong(each -> each.shape().elements())
                .sum();
    }
}
