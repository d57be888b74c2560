package org.spikestill.studies.multiplex;

import java.util.List;

/// A temporal code of one value in the times of spikes.
///
/// Times are in milliseconds from the beginning of the stimulus; a spike falls into a cycle of a common oscillation, whose beginning
/// is delayed from channel to channel.
public interface Code {
    /// Spikes of a value.
    ///
    /// @param x in [0, 1]
    /// @param channel from 0, which decides the phase of its oscillation
    /// @return ascending times
    List<Double> encode(double x, int channel);

    /// The value of spikes; where they carry none exactly, the nearest in [0, 1].
    ///
    /// @param spikes as many as [#encode] gives, ascending
    double decode(List<Double> spikes, int channel);

    /// Largest error of a round trip without jitter.
    double bound();
}
