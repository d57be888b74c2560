package org.spikestill.runtime.lower;

import java.util.List;
import org.spikestill.runtime.kernel.Layout;

/// A network as the engine runs it: two flat lists of operations over numbered buffers of known size.
///
/// @param once what depends on nothing but a constant input, run once per sample
/// @param eachTick the rest, run once per tick
/// @param values layout of each value buffer; buffer 0 takes the encoded sample in planar order
/// @param events each event buffer
/// @param counts of each buffer for events as counts
/// @param populations of neurons, in order
/// @param firing whose spikes are counted
/// @param synaptic names of the layers whose operations are counted
/// @param output value buffer that holds the logits after each tick
public record Program(
        List<Op> once,
        List<Op> eachTick,
        List<Layout> values,
        List<EventBuffer> events,
        List<CountBuffer> counts,
        List<Population> populations,
        List<Firing> firing,
        List<String> synaptic,
        int output) {
    /// @param spikes whether all values are 1
    /// @param ticks that are kept at a time: 1, or all where a constant input decides them
    public record EventBuffer(Layout layout, boolean spikes, int ticks) {}

    /// @param parts of which 1 consists
    public record CountBuffer(Layout layout, int parts) {}

    /// A node that fires.
    ///
    /// @param events buffer with its spikes of this tick
    public record Firing(String name, int events) {}

    public Program {
        once = List.copyOf(once);
        eachTick = List.copyOf(eachTick);
        values = List.copyOf(values);
        events = List.copyOf(events);
        counts = List.copyOf(counts);
        populations = List.copyOf(populations);
        firing = List.copyOf(firing);
        synaptic = List.copyOf(synaptic);
    }

    public int classes() {
        return values.get(output).elements();
    }
}
