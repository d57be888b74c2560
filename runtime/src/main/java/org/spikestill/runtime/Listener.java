package org.spikestill.runtime;

/// A receiver of the inner state of a session after every tick, see [Session#listen].
@FunctionalInterface
public interface Listener {
    /// Called by the session's thread within the call that runs the tick. What is thrown here ends that call; the tick has run.
    ///
    /// @param tick valid until this returns
    void tick(Tick tick);
}
