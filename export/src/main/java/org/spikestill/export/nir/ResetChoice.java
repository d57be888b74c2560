package org.spikestill.export.nir;

/// Treatment of the reset. NIR can express a reset to a value; reset by subtraction has no representation in it (NIR issue 137).
public enum ResetChoice {
    /// refuse to write a reset by subtraction; read as the file's version and metadata have it
    STRICT,
    /// write a reset by subtraction as metadata, which other readers ignore; read every reset as subtraction
    SUBTRACT,
    /// write and read every reset as reset to zero
    ZERO
}
