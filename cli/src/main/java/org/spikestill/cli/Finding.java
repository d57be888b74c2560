package org.spikestill.cli;

/// One line of a diagnosis.
///
/// @param subject of the check, such as `native library`
/// @param text the state, and the way out where it is not well
record Finding(Grade grade, String subject, String text) {
    /// From well to unusable.
    enum Grade {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text);
    }

    static Finding warn(String subject, String text) {
        return new Finding(Grade.WARN, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Grade.FAIL, subject, text);
    }
}
