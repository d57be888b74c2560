package org.spikestill.report.section;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.Card;
import org.spikestill.report.Figures;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Measure;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Parity;
import org.spikestill.report.result.Split;

/// Key figures of the common results.
public final class Cards {
    private Cards() {}

    /// Accuracy with its 95 % interval; empty where none was measured.
    public static Optional<Card> accuracy(NetworkResult network) {
        return share(network, Measure.ACCURACY);
    }

    /// As [#accuracy], of any measure.
    public static Optional<Card> share(NetworkResult network, Measure measure) {
        return network.accuracy().map(accuracy -> {
            Accuracy.Interval interval = accuracy.interval();
            return new Card(
                    measure.title() + " of " + network.name(),
                    Figures.percent(accuracy.share()),
                    Figures.percent(interval.low()) + " to " + Figures.percent(interval.high()) + ", " + network.split()
                            + ", " + Figures.count(accuracy.samples(), "sample"));
        });
    }

    /// Difference in accuracy to the baseline of a network; empty where either was not measured.
    public static Optional<Card> gain(NetworkResult network, List<NetworkResult> all) {
        return Gain.of(network, all)
                .map(gain -> new Card(
                        "Gain over " + gain.baseline(),
                        Figures.points(gain.points()) + "\u00A0points",
                        gain.range() + ", " + gain.split()));
    }

    public static Optional<Card> spikes(NetworkResult network) {
        return network.spikesPerSample()
                .map(spikes -> new Card(
                        "Spikes per sample", Figures.number(spikes), "all layers and ticks, " + network.split()));
    }

    /// Equal predictions in counts, since a percentage can round a single difference away.
    public static Card agreement(Parity parity, Split split) {
        return new Card(
                "Same prediction, trainer and engine",
                Figures.count(parity.samples() - parity.differences().size()),
                "of " + Figures.count(parity.samples()) + " samples, " + split);
    }
}
