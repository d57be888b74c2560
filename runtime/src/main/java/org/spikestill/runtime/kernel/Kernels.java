package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;

/// The inner loops of the engine: as a definition, in loops that the JIT compiler vectorises, and in vectors. All give the same bits.
///
/// Arrays of n values have [#capacity] elements and hold 0 from n on. Kernels may work on whole vectors beyond n:
/// zeros give zeros, and a neuron without current stays below its threshold, which is positive.
public sealed interface Kernels permits ScalarKernels, LoopKernels, VectorKernels {
    /// Lanes of the widest vectors in use (512 bits).
    int PADDING = 16;

    /// The fastest kernels this Java virtual machine offers, decided once; `-Dkernels=scalar` forces the definition.
    static Kernels best() {
        return Choice.MADE.kernels();
    }

    /// The kernels that [#best()] chose, the reason, and the flag that would change it.
    static String describe() {
        return Choice.MADE.reason();
    }

    /// Kernels with work space of their own, for one thread.
    default Kernels own() {
        return this;
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

    /// The same currents as of [#gather(Synapses, Events, float\[\])], from every element of a map instead of its
    /// events: products with 0 change no sum.
    ///
    /// @param in the events, see [Frame#fill]
    /// @param currents written, `window·outputs + output`
    void convolve(Synapses synapses, Frame frame, float[] in, float[] currents);

    /// One tick of a population of [Lif] neurons.
    ///
    /// @param before v[t−1]
    /// @param membranes v[t], written; may be `before`
    /// @param currents x[t]
    /// @param spikes refilled with the neurons that fired
    void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes);

    /// Some ticks of a population of [Lif] neurons whose spikes are only read as means over windows.
    ///
    /// @param pooling whose windows hold all neurons
    /// @param before v in front of the first tick
    /// @param membranes v after the last tick, written; may be `before`
    /// @param currents x, the same in each of these ticks
    /// @param means one for each tick, the first `ticks` are refilled with the windows in which a neuron fired
    void fire(Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks);

    /// Finds the values other than 0.
    ///
    /// @param events refilled, graded
    void sparsify(float[] values, Events events);
}
