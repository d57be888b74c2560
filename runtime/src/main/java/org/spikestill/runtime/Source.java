package org.spikestill.runtime;

/// The source of a tick's input.
enum Source {
    NONE,
    SAMPLE,
    EVENTS
}
