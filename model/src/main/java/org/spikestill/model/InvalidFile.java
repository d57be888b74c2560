package org.spikestill.model;

import java.nio.file.Path;

/// A file that cannot be used or written: the message names the file, the place in it, what was found and wanted.
public final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidFile(Path file, String message) {
        super(file + ": " + message);
    }

    public InvalidFile(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }
}
