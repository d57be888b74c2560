package org.spikestill.model;

/// A network that cannot exist: the message names the layer, what was found, what was wanted and the way out.
public final class InvalidNetwork extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidNetwork(String message) {
        super(message);
    }
}
