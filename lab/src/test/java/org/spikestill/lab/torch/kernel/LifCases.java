package org.spikestill.lab.torch.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
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

    /// Neurons with a synaptic current, of floats and of whole numbers, and one whose membrane comes to its limit.
    static Stream<Neuron.Firing> driven() {
        return surrogates().stream()
                .flatMap(surrogate -> Stream.of(
                        new CubaLif(0.5f, 0.9f, 0.75f, surrogate),
                        new CubaLif(0, 1, 1.5f, surrogate),
                        new CubaLif(1, 0, 1.5f, surrogate),
                        new LoihiLif(1023, 400, 0.75f, 0x1p-8f, surrogate),
                        new LoihiLif(LoihiLif.FORGET, 0, 1.5f, 0x1p-8f, surrogate),
                        new LoihiLif(2000, 4095, 1.5f, 0x1p-8f, surrogate),
                        new LoihiLif(500, 100, 0.75f, 0x1p-17f, surrogate)));
    }

    /// @param start membranes before the first tick, or null
    static LifKernel.Population population(
            Neuron neuron,
            int ticks,
            long outputs,
            PoolWindows windows,
            Values current,
            boolean constant,
            MemorySegment start,
            long startLength,
            MemorySegment mask) {
        return new LifKernel.Population(
                Dynamics.of(neuron).orElseThrow(),
                ticks,
                outputs,
                windows,
                current,
                constant,
                new LifKernel.Start(start, startLength),
                LifKernel.Start.ZERO,
                mask);
    }

    private static List<Surrogate> surrogates() {
        return Surrogate.catalog().names().stream()
                .map(name -> Surrogate.catalog().parse(name))
                .filter(LifKernel::knows)
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
