package org.spikestill.bench.faults;

/// An abnormal end of a call on the file system.
enum Fault {
    /// A normal end.
    NONE(""),

    /// A device that fails.
    ERROR("Input/output error"),

    /// A disk that is full after half of the bytes of a write.
    NO_SPACE("No space left on device"),

    /// A file that ends early, as one that was cut off.
    END(""),

    /// One byte instead of all, which the interfaces allow at any time.
    SHORT("");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    /// Message of the exception, as Linux words it.
    String reason() {
        return reason;
    }
}
