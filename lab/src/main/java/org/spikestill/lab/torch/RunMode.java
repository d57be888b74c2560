package org.spikestill.lab.torch;

import java.util.Set;

/// The mode of a pass over a batch: training or evaluation, recorded layers, gradient, precision.
///
/// @param training whether gradients are wanted, dropout draws masks and batch normalisation measures its batch
/// @param key of this batch's dropout masks
/// @param probes nodes whose maps the trace holds
/// @param trains populations whose spikes of every tick the trace holds
/// @param gradient what training differentiates
/// @param precision of convolutions, spikes and currents
/// @param profile receives where time goes
/// @param work receives the synaptic operations
public record RunMode(
        boolean training,
        long key,
        Set<String> probes,
        Set<String> trains,
        Gradient gradient,
        Precision precision,
        Profile profile,
        WorkMeter work) {
    public RunMode {
        probes = Set.copyOf(probes);
        trains = Set.copyOf(trains);
    }

    public static RunMode training(long key, Set<String> probes) {
        return training(key, probes, Gradient.BPTT);
    }

    public static RunMode training(long key, Set<String> probes, Gradient gradient) {
        return new RunMode(true, key, probes, Set.of(), gradient, Precision.FLOAT32, Profile.NONE, WorkMeter.NONE);
    }

    public RunMode in(Precision value) {
        return new RunMode(training, key, probes, trains, gradient, value, profile, work);
    }

    public RunMode in(Profile value) {
        return new RunMode(training, key, probes, trains, gradient, precision, value, work);
    }

    public RunMode in(WorkMeter value) {
        return new RunMode(training, key, probes, trains, gradient, precision, profile, value);
    }

    public RunMode withTrains(Set<String> value) {
        return new RunMode(training, key, probes, value, gradient, precision, profile, work);
    }

    public static RunMode evaluation(String... probes) {
        return new RunMode(
                false, 0, Set.of(probes), Set.of(), Gradient.BPTT, Precision.FLOAT32, Profile.NONE, WorkMeter.NONE);
    }
}
