package org.spikestill.data;

/// Receives the events of a recording, one after the other.
@FunctionalInterface
interface EventSink {
    /// @param on polarity: whether the pixel got brighter
    /// @param micros time in microseconds
    void event(int x, int y, boolean on, long micros);
}
