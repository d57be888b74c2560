package org.spikestill.studies.multiplex;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.settings.InvalidSettings;

/// Several codes of different timescales on one spike train: the cycle of the first spike is a latency, the cycles between
/// spikes are intervals, and the position of every spike within its cycle is a phase.
///
/// @param phase code, whose oscillation the others share
public record MultiplexedCode(LatencyCode latency, IntervalCode intervals, PhaseCode phase) {
    public MultiplexedCode {
        if (!latency.oscillation().equals(phase.oscillation())
                || !intervals.oscillation().equals(phase.oscillation())) {
            throw new InvalidSettings("the codes have different oscillations: give all of them one");
        }
    }

    /// Values on one train.
    ///
    /// @param latency in [0, 1]
    /// @param interval in [0, 1]
    /// @param phases one for each spike, each in [0, 1]
    public record Values(double latency, double interval, List<Double> phases) {
        public Values {
            phases = List.copyOf(phases);
        }
    }

    /// Spikes of a train.
    public int spikes() {
        return intervals.stages().size() + 1;
    }

    public List<Double> encode(Values values, int channel) {
        if (values.phases().size() != spikes()) {
            throw new InvalidSettings(
                    "there are " + values.phases().size() + " phases for " + spikes() + " spikes: give each spike one");
        }
        Oscillation oscillation = phase.oscillation();
        List<Double> spikes = new ArrayList<>();
        long cycle = latency.cycle(values.latency());
        spikes.add(
                oscillation.peak(cycle, channel) + phase.offset(values.phases().getFirst()));
        List<Long> lengths = intervals.lengths(values.interval());
        for (int k = 0; k < lengths.size(); k++) {
            cycle += lengths.get(k);
            spikes.add(oscillation.peak(cycle, channel)
                    + phase.offset(values.phases().get(k + 1)));
        }
        return spikes;
    }

    public Values decode(List<Double> spikes, int channel) {
        Oscillation.check(spikes, spikes());
        Oscillation oscillation = phase.oscillation();
        List<Double> phases = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        long before = 0;
        for (int k = 0; k < spikes.size(); k++) {
            long cycle = oscillation.containing(spikes.get(k), channel);
            if (k > 0) {
                lengths.add(cycle - before);
            }
            phases.add(phase.value(spikes.get(k), channel));
            before = cycle;
        }
        long first = oscillation.containing(spikes.getFirst(), channel);
        return new Values(latency.value(first), intervals.value(lengths), phases);
    }
}
