package org.spikestill.model.neuron;

import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.settings.Catalog;

/// Dynamics of one population, written once over an [Algebra].
public interface Neuron {
    static Catalog<Neuron> catalog() {
        return Neurons.CATALOG;
    }

    /// Names of the values each neuron carries from tick to tick; they start at 0 or at what the weights hold.
    List<String> state();

    /// Names of constants trained along with the weights, one value per population.
    default List<String> learned() {
        return List.of();
    }

    /// This neuron with what it has learned built in, as it is deployed.
    ///
    /// @param learned a value for each of [#learned()]
    default Neuron fixed(List<Float> learned) {
        return this;
    }

    /// One tick: input current and state in, output and next state out.
    <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned);

    /// Result of one tick: output and next state.
    record Pulse<V>(V output, List<V> state) {}

    /// A neuron whose output is 1 when it fires and 0 otherwise.
    interface Firing extends Neuron {
        float threshold();

        Firing withThreshold(float threshold);
    }
}
