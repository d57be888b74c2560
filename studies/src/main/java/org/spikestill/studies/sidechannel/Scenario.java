package org.spikestill.studies.sidechannel;

/// Circumstances of an attack.
///
/// @param secret that is wanted
public record Scenario(Secret secret, Channel channel, Window window, CounterMeasure counterMeasure) {
    /// What the attacker measures.
    public enum Channel {
        /// supply power of the layer, sampled
        POWER,
        /// edges of one neuron's output
        TIMING
    }

    /// When the attacker measures.
    public enum Window {
        /// from the beginning of the input on, with a discharged membrane
        ONSET,
        /// some periods later, from an output edge on
        STEADY
    }

    /// What the chip does against it.
    public enum CounterMeasure {
        NONE,
        /// the membrane starts at a random potential below the threshold
        RANDOM_START,
        /// a load that fills the power up to a constant level, but for a small share
        PADDING
    }

    /// Whether the model lets anything of the secret through to this channel and window, without counter-measure.
    ///
    /// The steady period depends on the weight alone of these four. V − Vth, on which power depends, is the same for every
    /// threshold once the first spike is over; the membrane's swing and slope still show Cm. One neuron's output knows
    /// nothing of its neighbours.
    public boolean leaks() {
        return switch (secret) {
            case WEIGHT -> true;
            case NEURONS -> channel == Channel.POWER;
            case THRESHOLD -> window == Window.ONSET;
            case CAPACITOR -> window == Window.ONSET || channel == Channel.POWER;
        };
    }
}
