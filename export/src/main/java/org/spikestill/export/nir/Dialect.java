package org.spikestill.export.nir;

/// Convention by which a framework maps its discrete neurons to NIR's continuous ones, as observed in its exporter and importer. NIR
/// stores no time step, so that each has its own.
public enum Dialect {
    /// The equations as the specification has them.
    NIR(1e-4, Scheme.EULER, Gain.OF_EQUATION),
    /// R = τ/Δt: inputs are added undamped.
    SNNTORCH(1e-4, Scheme.EULER, Gain.OF_EQUATION),
    /// τ = τ_steps·Δt; R is 1 where the input decays with the membrane.
    SPIKINGJELLY(1e-4, Scheme.EULER, Gain.OF_EQUATION),
    /// R = 1; an `IF` adds its input without Δt.
    NORSE(1e-3, Scheme.EULER, Gain.IF_WITHOUT_STEP),
    /// R = τ·exp(−Δt/τ)/Δt, exponential decay.
    ROCKPOOL(1e-3, Scheme.EXPONENTIAL, Gain.UNDAMPED),
    /// τ counts steps.
    SINABS(1, Scheme.EXPONENTIAL, Gain.OF_EQUATION),
    /// R holds the decay again; inputs are added undamped.
    SPYX(1, Scheme.EULER, Gain.ONE),
    /// Lava's importer: R = τ/Δt.
    LAVA(1e-4, Scheme.EULER, Gain.OF_EQUATION);

    /// Rule for the factor that an input enters the membrane with.
    enum Gain {
        OF_EQUATION,
        IF_WITHOUT_STEP,
        UNDAMPED,
        ONE
    }

    private final double dt;
    private final Scheme scheme;
    private final Gain gain;

    Dialect(double dt, Scheme scheme, Gain gain) {
        this.dt = dt;
        this.scheme = scheme;
        this.gain = gain;
    }

    /// Time step of the framework, in the unit of τ.
    public double dt() {
        return dt;
    }

    public Scheme scheme() {
        return scheme;
    }

    /// Factor of an input to a neuron that leaks.
    double gain(Scheme used, double dt, double tau, double r) {
        return switch (gain) {
            case OF_EQUATION, IF_WITHOUT_STEP -> used == Scheme.EULER ? r * dt / tau : (1 - used.decay(dt, tau)) * r;
            case UNDAMPED -> r * dt / tau;
            case ONE -> 1;
        };
    }

    /// Factor of an input to a neuron that does not leak.
    double gain(double dt, double r) {
        return switch (gain) {
            case OF_EQUATION, UNDAMPED -> r * dt;
            case IF_WITHOUT_STEP -> r;
            case ONE -> 1;
        };
    }

    /// Whether its reader takes neuron parameters in fp32 only.
    boolean isSinglePrecision() {
        return this == SNNTORCH || this == NORSE;
    }

    /// Whether its reader knows `SumPool2d` alone.
    boolean poolsSums() {
        return this == NORSE;
    }

    /// Whether its reader multiplies inputs by Δt/τ, whatever R is.
    boolean dampsInput() {
        return this == NORSE;
    }

    /// Whether its reader has no integrating read-out.
    boolean leavesReadOut() {
        return this == SNNTORCH || this == NORSE;
    }

    /// Whether its reader takes an `IF` for a leaky neuron.
    boolean needsLeak() {
        return this == SNNTORCH;
    }
}
