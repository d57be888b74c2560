package org.spikestill.model;

/// Hard-concrete gate: a stretched and clipped binary concrete variable, which is exactly 0 or 1 with positive probability and
/// differentiable in between (Louizos, Welling, Kingma, ICLR 2018).
///
/// ```
/// a = sigmoid((ln r − ln(1 − r) + log α) / β)      r uniform in (ε, 1 − ε)
/// z = clip(a·(ζ − γ) + γ, 0, 1)
/// P(z ≠ 0) = sigmoid(log α − β·ln(−γ / ζ))
/// after training   z = clip(sigmoid(log α)·(ζ − γ) + γ, 0, 1)
/// ```
public final class HardConcrete {
    /// Temperature; this and the next two from Louizos et al., section 4.
    public static final double BETA = 2.0 / 3;

    /// Lower end of the stretch.
    public static final double GAMMA = -0.1;

    /// Upper end of the stretch.
    public static final double ZETA = 1.1;

    /// Margin of the uniform draws.
    public static final double EPSILON = 1e-6;

    /// Bound on |log α|.
    public static final double LARGEST = Math.log(100);

    /// β·ln(−γ / ζ).
    public static final double SHIFT = BETA * Math.log(-GAMMA / ZETA);

    private HardConcrete() {}

    /// Probability that a gate is open.
    public static double probability(double logAlpha) {
        return sigmoid(logAlpha - SHIFT);
    }

    /// Value of a gate in training.
    ///
    /// @param uniform draw in [0, 1)
    public static double sample(double logAlpha, double uniform) {
        return stretched(sigmoid((logit(uniform) + logAlpha) / BETA));
    }

    /// Value of a gate after training, without a draw.
    public static double value(double logAlpha) {
        return stretched(sigmoid(logAlpha));
    }

    /// ln r − ln(1 − r) of a draw, moved into (ε, 1 − ε).
    public static double logit(double uniform) {
        double r = EPSILON + (1 - 2 * EPSILON) * uniform;
        return Math.log(r / (1 - r));
    }

    private static double stretched(double a) {
        return Math.clamp(a * (ZETA - GAMMA) + GAMMA, 0.0, 1.0);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
