package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;

/// The inner loops of the engine, once as a definition and once in vectors; both give the same bits.
///
/// Arrays of n values have [#capacity] elements and hold 0 from n on. Kernels may work on whole vectors beyond n:
/// zeros give zeros, and a neuron without current stays below its threshold, which is positive.
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /// Lanes of the widest vectors in use (512 bits).
    int PADDING = 16;

    /// The fastest kernels this Java virtual machine offers, decided once; `-Dkernels=scalar` forces the definition.
    static Kernels best() {
        return Choice.MADE.kernels();
    }

    /// What [#best()] chose, why, and which flag would change it.
    static String describe() {
        return Choice.MADE.reason();
    }

    /// Length of an array for n values: whole vectors, and room for one more that starts at n.
    static int capacity(int n) {
        return (n + 2 * PADDING - 1) / PADDING * PADDING;
    }

    /// Sums the weights that the events of one tick select, see [Synapses].
    ///
    /// @param currents written, `window·outputs + output`
    void gather(Synapses synapses, Events events, float[] currents);

    /// Sums the 8-bit weights that the counts of one tick select, see [IntegerSynapses].
    ///
    /// @param currents written, `window·outputs + output`
    void gather(IntegerSynapses synapses, Counts counts, float[] currents);

    /// One tick of a population of [Lif] neurons.
    ///
    /// @param membranes v[t−1] on entry, v[t] on return
    /// @param currents x[t]
    /// @param spikes refilled with the neurons that fired
    void fire(Lif lif, float[] membranes, float[] currents, Events spikes);

    /// Finds the values other than 0.
    ///
    /// @param events refilled, graded
    void sparsify(float[] values, Events events);
}
