package org.spikestill.runtime.lower;

import java.util.Optional;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.kernel.Frame;
import org.spikestill.runtime.kernel.IntegerSynapses;
import org.spikestill.runtime.kernel.Pooling;
import org.spikestill.runtime.kernel.SparseSynapses;
import org.spikestill.runtime.kernel.Synapses;

/// One step of a [Program]. `from` and `to` are numbers of value buffers (one float per element) or of event buffers
/// (the elements other than 0), depending on the operation.
public sealed interface Op {
    /// Values → values: out\[column·rows + row\] = in\[row·columns + column\], between the planar order of samples and
    /// logits and the channels-last order inside.
    record Transpose(int from, int to, int rows, int columns) implements Op {}

    /// Values → events.
    record Sparsify(int from, int to) implements Op {}

    /// Events → values.
    record Densify(int from, int to) implements Op {}

    /// Events → values: a linear layer or a convolution, bias included.
    ///
    /// @param frame of a convolution that may also be computed densely, with the same result
    /// @param meter position in [Program#synaptic()]
    record Gather(int from, int to, Synapses synapses, Optional<Frame> frame, int meter) implements Op {}

    /// Events → values: the same where few synapses are there.
    ///
    /// @param meter position in [Program#synaptic()]
    record GatherSparse(int from, int to, SparseSynapses synapses, int meter) implements Op {}

    /// Events → values: the same with 8-bit weights, for events that are counts.
    ///
    /// @param counts number of the buffer for the events as counts
    /// @param meter position in [Program#synaptic()]
    record GatherIntegers(int from, int to, int counts, IntegerSynapses synapses, int meter) implements Op {}

    /// Events → values: average pooling.
    record Pool(int from, int to, Pooling pooling) implements Op {}

    /// Values → values: max pooling.
    record Maximum(int from, int to, Pooling pooling) implements Op {}

    /// Values, values → values: the element-wise sum.
    record Sum(int left, int right, int to) implements Op {}

    /// Values → events: a population with a kernel of its own, in as many ticks as the events are kept of.
    record Fire(int from, int to, int population, Lif lif) implements Op {}

    /// Values → events: the same where only means of the spikes are read.
    record FirePooled(int from, int to, int population, Lif lif, Pooling pooling) implements Op {}

    /// Values → values: one tick of any other population.
    record Evolve(int from, int to, int population, Neuron neuron) implements Op {}
}
