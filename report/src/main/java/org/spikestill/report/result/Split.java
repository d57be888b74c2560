package org.spikestill.report.result;

import java.util.Locale;

/// Part of a data set. A split that hyperparameters were chosen on gives optimistic accuracies.
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
