package org.spikestill.report;

import java.util.Locale;

/// Part of a dataset a figure was measured on. What was tuned on a split cannot be judged by it.
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
