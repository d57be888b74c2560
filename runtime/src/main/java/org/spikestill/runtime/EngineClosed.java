package org.spikestill.runtime;

/// A call to an engine that is closed, or to one of its sessions.
public final class EngineClosed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    EngineClosed() {
        super("the engine is closed, and its sessions with it: load the network again");
    }
}
