package org.spikestill.runtime.lower;

import java.util.Arrays;
import java.util.List;
import org.spikestill.model.Block;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.Layout;

/// Neurons of one node: where their state starts and the constants they learned.
public final class Population {
    private final String name;
    private final Layout layout;
    private final List<float[]> initial;
    private final List<float[]> learned;

    private Population(String name, Layout layout, List<float[]> initial, List<float[]> learned) {
        this.name = name;
        this.layout = layout;
        this.initial = initial;
        this.learned = learned;
    }

    static Population of(String name, Neuron neuron, Layout layout, Weights weights) {
        return new Population(
                name,
                layout,
                neuron.state().stream()
                        .map(state -> initial(Parameter.name(name, state), layout, weights))
                        .toList(),
                neuron.learned().stream()
                        .map(constant -> filled(
                                layout,
                                weights.get(Parameter.name(name, constant)).toFloats()[0]))
                        .toList());
    }

    private static float[] initial(String name, Layout layout, Weights weights) {
        float[] values = weights.find(name).map(Block::toFloats).orElse(new float[1]);
        return values.length == 1 ? filled(layout, values[0]) : layout.fromPlanar(values);
    }

    private static float[] filled(Layout layout, float value) {
        float[] values = new float[Kernels.capacity(layout.elements())];
        Arrays.fill(values, 0, layout.elements(), value);
        return values;
    }

    /// Name of the node.
    public String name() {
        return name;
    }

    public Layout layout() {
        return layout;
    }

    /// One array per state of the neuron, not to be written: the values before the first tick.
    public List<float[]> initial() {
        return initial;
    }

    /// One array per learned constant, not to be written: the constant once per neuron.
    public List<float[]> learned() {
        return learned;
    }
}
