package org.spikestill.bench;

import org.spikestill.lab.torch.Precision;

/// Something that takes training steps and is timed.
interface Contender extends AutoCloseable {
    String label();

    /// Whose floor it is held against.
    Precision precision();

    /// Takes one step.
    ///
    /// @return milliseconds
    double step();

    /// Ends it.
    ///
    /// @return peak memory above an idle process of its kind, in gigabytes
    double finish();

    @Override
    void close();
}
