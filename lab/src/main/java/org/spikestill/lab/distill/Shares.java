package org.spikestill.lab.distill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.spikestill.lab.experiment.Results;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.PairedDifference;
import org.spikestill.report.result.TeachersShare;

/// The teacher's shares of a run, in its ANN and in its student.
final class Shares {
    private Shares() {}

    /// A share as it stands in the summary.
    ///
    /// @param untaught name of the twin
    /// @param difference accuracy less the twin's, in [−1, 1]
    /// @param low end of its 95 % interval over the test set
    /// @param high end of that interval
    /// @param gained test samples that the taught network alone classifies correctly
    /// @param lost those that its twin alone does
    record Figures(String untaught, double difference, double low, double high, long gained, long lost, long samples) {}

    static List<TeachersShare> of(DistillRun run, Results results) {
        return run.shares().stream()
                .map(share -> new TeachersShare(
                        share.taught().title(),
                        share.untaught().title(),
                        share.untaught().network() + ".safetensors",
                        results.get(share.difference())))
                .toList();
    }

    /// By name of the taught network.
    static Map<String, Figures> figures(DistillRun run, Results results) {
        SequencedMap<String, Figures> figures = new LinkedHashMap<>();
        for (DistillRun.Share share : run.shares()) {
            PairedDifference counts = results.get(share.difference());
            Accuracy.Interval interval = counts.interval();
            figures.put(
                    share.taught().network().name(),
                    new Figures(
                            share.untaught().network().name(),
                            counts.difference(),
                            interval.low(),
                            interval.high(),
                            counts.gained(),
                            counts.lost(),
                            counts.samples()));
        }
        return figures;
    }
}
