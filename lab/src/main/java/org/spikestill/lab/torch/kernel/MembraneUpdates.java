package org.spikestill.lab.torch.kernel;

/// Changes of the membranes of a [LifKernel] population, which keeps none of them: its ticks are computed once more.
///
/// ```
/// updates = Σ_i (1 + Σ_{t>1} [v_i[t] ≠ v_i[t−1]])
/// ```
public final class MembraneUpdates {
    private MembraneUpdates() {}

    /// @return updates of the neurons from `from` to `to`, over all ticks
    public static long count(LifKernel.Population population, long from, long to) {
        long updates = 0;
        for (long i = from; i < to; i++) {
            ScalarMembrane membrane = new ScalarMembrane(population, i);
            for (int t = 0; t < population.ticks(); t++) {
                float before = membrane.v();
                membrane.step(t);
                updates += t == 0 || membrane.v() != before ? 1 : 0;
            }
        }
        return updates;
    }
}
