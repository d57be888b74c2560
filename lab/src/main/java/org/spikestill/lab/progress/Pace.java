package org.spikestill.lab.progress;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.spikestill.lab.progress.Progress.Advance;

/// The speed of a piece of work since it was begun or resumed, and the time that the rest will take.
///
/// Only units done in this sitting count: those that an earlier one left behind took no time in it. Before the first of
/// them there is neither a rate nor a time left.
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double samplesPerUnit;
    private final LongSupplier nanos;
    private final long start;
    private long before;

    /// @param before units done by earlier sittings
    /// @param samplesPerUnit samples in a unit of work, such as those of a batch
    public Pace(long before, double samplesPerUnit) {
        this(before, samplesPerUnit, System::nanoTime);
    }

    Pace(long before, double samplesPerUnit, LongSupplier nanos) {
        this.before = before;
        this.samplesPerUnit = samplesPerUnit;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// Counts units that turned out to be done already.
    public void skip(long units) {
        before += units;
    }

    /// @param what is under way
    /// @param done units, those of earlier sittings included
    /// @param of units in all
    public Advance advance(String what, long done, long of) {
        double perSecond = (done - before) * NANOS_PER_SECOND / (nanos.getAsLong() - start);
        boolean known = perSecond > 0 && Double.isFinite(perSecond);
        return new Advance(
                what,
                done,
                of,
                OptionalDouble.empty(),
                Optional.empty(),
                known ? OptionalDouble.of(perSecond * samplesPerUnit) : OptionalDouble.empty(),
                known ? OptionalDouble.of((of - done) / perSecond) : OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
