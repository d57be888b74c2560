package org.spikestill.export.nir;

/// Discretisation of `τ dv/dt = (v_leak − v) + R·x` at the time step Δt.
public enum Scheme {
    /// v += Δt/τ · ((v_leak − v) + R·x)
    EULER {
        @Override
        double decay(double dt, double tau) {
            return 1 - dt / tau;
        }
    },
    /// a = exp(−Δt/τ),   v = a·v + (1 − a)·(v_leak + R·x)
    EXPONENTIAL {
        @Override
        double decay(double dt, double tau) {
            return Math.exp(-dt / tau);
        }
    };

    /// Share of the membrane kept per tick.
    abstract double decay(double dt, double tau);
}
