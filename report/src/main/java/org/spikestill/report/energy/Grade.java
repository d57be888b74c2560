package org.spikestill.report.energy;

/// Evidence behind a price, the strongest first.
public enum Grade {
    MEASURED,
    SIMULATED,
    DERIVED,
    ASSUMED;

    Grade weaker(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
