package org.spikestill.lab.convert;

/// A criterion for the largest relevant activation of a layer, and so for the threshold of its neurons (Li, Deng, Dong, Gong, Gu, ICML 2021).
public enum ThresholdCriterion {
    /// their maximum
    MAX {
        @Override
        float of(float[] activations, float largest, int ticks) {
            return largest;
        }
    },
    /// what loses least when activations are clipped to it and rounded down to one of T steps
    MMSE {
        @Override
        float of(float[] activations, float largest, int ticks) {
            float best = largest;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < CANDIDATES; i++) {
                float candidate = largest * (1 - 0.01f * i);
                double loss = loss(activations, candidate, ticks);
                if (loss < least) {
                    least = loss;
                    best = candidate;
                }
            }
            return best;
        }
    };

    /// The paper's grid, from the maximum down to 6 % of it.
    private static final int CANDIDATES = 95;

    /// @param activations ≥ 0
    /// @param largest of all activations, > 0
    abstract float of(float[] activations, float largest, int ticks);

    /// Mean of (a − clip(floor(T·a/V), 0, T)·V/T)².
    static double loss(float[] activations, float threshold, int ticks) {
        double sum = 0;
        for (float activation : activations) {
            double steps = Math.clamp(Math.floor(ticks * activation / threshold), 0, ticks);
            double error = activation - steps * threshold / ticks;
            sum += error * error;
        }
        return sum / activations.length;
    }
}
