package org.spikestill.lab.torch.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Surrogate;

/// Every kind of [Lif], and currents that drive it to where mistakes show.
public final class LifCases {
    private LifCases() {}

    /// Orders × resets × detached or not × surrogates with a kernel × leaks, with thresholds on both sides of 1.
    public static Stream<Lif> neurons() {
        List<Lif> neurons = new ArrayList<>();
        for (Order order : Order.values()) {
            for (Reset.Target target : Reset.Target.values()) {
                for (boolean detached : new boolean[] {true, false}) {
                    for (Surrogate surrogate : surrogates()) {
                        for (float leak : new float[] {1, 0.9f}) {
                            neurons.add(new Lif(
                                    leak, leak == 1 ? 0.75f : 1.5f, new Reset(target, detached), order, surrogate));
                        }
                    }
                }
            }
        }
        return neurons.stream();
    }

    private static List<Surrogate> surrogates() {
        return Surrogate.catalog().names().stream()
                .map(name -> Surrogate.catalog().parse(name))
                .filter(LaneSlope::knows)
                .toList();
    }

    /// Currents about half the threshold. Every other one is a multiple of a quarter of it, so that without a leak the
    /// membrane meets the threshold, 0 and the corners of the surrogates exactly.
    public static float[] currents(int count, float threshold, Seed seed) {
        float[] values = seed.normals(count);
        for (int i = 0; i < count; i++) {
            float x = threshold * (0.4f + 0.7f * values[i]);
            values[i] = i % 2 == 0 ? x : threshold / 4 * Math.round(4 * x / threshold);
        }
        return values;
    }
}
