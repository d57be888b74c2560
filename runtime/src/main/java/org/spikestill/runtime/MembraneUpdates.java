package org.spikestill.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Membrane updates of the populations that fire, by NeuroBench's definition (Yik et al., Nature Communications 2025): neurons whose
/// membrane after a time step, reset included, is another number than before it; in the first step of a sample all of them. Counts
/// over all samples of the sessions that this listens to, one thread at a time.
///
/// ```
/// updates = Σ_samples (neurons + Σ_{t>1} Σ_i [v_i[t] ≠ v_i[t−1]])
/// ```
public final class MembraneUpdates implements Listener {
    private final Map<String, float[]> before = new HashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /// With counts of 0.
    public MembraneUpdates() {}

    @Override
    public void tick(Tick tick) {
        for (String layer : tick.firingLayers()) {
            float[] now = tick.membranes(layer);
            float[] earlier = before.put(layer, now);
            counts.merge(layer, tick.number() == 0 ? now.length : differing(earlier, now), Long::sum);
        }
    }

    private static long differing(float[] earlier, float[] now) {
        long differing = 0;
        for (int i = 0; i < now.length; i++) {
            differing += earlier[i] != now[i] ? 1 : 0;
        }
        return differing;
    }

    /// Updates by population, in order.
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
