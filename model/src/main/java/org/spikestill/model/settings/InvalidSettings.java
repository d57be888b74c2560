package org.spikestill.model.settings;

/// A setting that cannot be used: the message names the field, what was found, what was wanted and the way out.
public final class InvalidSettings extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidSettings(String message) {
        super(message);
    }

    public InvalidSettings(String message, Throwable cause) {
        super(message, cause);
    }
}
