package org.spikestill.lab.convert;

/// The value of 1 on a signal, in the unit of the artificial network. It is decided by the spikes that the signal comes
/// from, or open behind weights, which can be multiplied to give any scale.
final class SignalScale {
    private final String origin;
    private double value; // where open, unless a sum decides otherwise
    private boolean open;
    private SignalScale same = this;

    private SignalScale(String origin, double value, boolean open) {
        this.origin = origin;
        this.value = value;
        this.open = open;
    }

    /// @param origin of the signal, for errors
    static SignalScale fixed(String origin, double value) {
        return new SignalScale(origin, value, false);
    }

    /// @param origin of the signal, for errors
    /// @param value unless a sum decides otherwise
    static SignalScale open(String origin, double value) {
        return new SignalScale(origin, value, true);
    }

    private SignalScale root() {
        return same == this ? this : same.root();
    }

    boolean isOpen() {
        return root().open;
    }

    double value() {
        return root().value;
    }

    /// Decides an open scale for its usual value, since another scale depends on it.
    double decided() {
        root().open = false;
        return value();
    }

    String origin() {
        return root().origin;
    }

    boolean agreesWith(SignalScale other) {
        return root() == other.root() || value() == other.value();
    }

    void becomes(SignalScale other) {
        if (root() != other.root()) {
            root().same = other.root();
        }
    }
}
