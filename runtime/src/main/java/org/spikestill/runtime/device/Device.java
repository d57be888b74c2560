package org.spikestill.runtime.device;

import java.util.Optional;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Catalog;

/// A device that runs spiking networks in integers: which weights and neurons it holds, and one time step of its neurons.
///
/// A *mantissa* is the integer in which a weight or a threshold is stored. States are finer by [#stateBits()]: a spike adds
/// `mantissa · 2^stateBits` to the current of a neuron. The value of a mantissa of 1 is a power of two, chosen per layer, so
/// that no scale has to be stored and float values convert without rounding.
public interface Device {
    static Catalog<Device> catalog() {
        return Devices.CATALOG;
    }

    /// Name in messages.
    String title();

    /// Mantissas of a layer's weights.
    ///
    /// @param mixed whether they have both signs
    Mantissas weights(boolean mixed);

    /// Bits of a neuron's state below a mantissa of 1.
    int stateBits();

    /// Largest mantissa of a threshold.
    int largestThreshold();

    /// The largest current that a neuron can receive in a tick, in states; a larger sum of weights is refused.
    int largestCurrent();

    /// Whether a neuron can hold a constant current, in states.
    boolean holdsBias(int states);

    /// Constants of a population's neurons.
    ///
    /// @param layer its name, for errors
    /// @throws InvalidNetwork naming layer, rule and way out if the device has no such neuron
    Cell cell(String layer, Neuron neuron);

    /// Neurons at rest.
    ///
    /// @param threshold in states
    Neurons neurons(int count, Cell cell, int threshold);

    /// Limits of a core and of the chip; empty for a device without cores.
    default Optional<Capacity> capacity() {
        return Optional.empty();
    }

    /// Allowed mantissas: low, low + step, …, high.
    record Mantissas(int low, int high, int step) {
        boolean holds(int mantissa) {
            return mantissa >= low && mantissa <= high && (mantissa - low) % step == 0;
        }
    }

    /// Constants of a neuron.
    ///
    /// @param currentDecay as the device stores it
    /// @param voltageDecay as the device stores it
    /// @param hard whether a spike sets the membrane to zero, rather than lowers it by the threshold
    /// @param fires false for a read-out
    /// @param bits of the states that the decays are exact for: the value of a mantissa of 1 must be 2^−bits; empty if any will do
    record Cell(int currentDecay, int voltageDecay, boolean hard, boolean fires, Optional<Integer> bits) {
        /// Without decays.
        static Cell without(int currentDecay, boolean hard, boolean fires) {
            return new Cell(currentDecay, 0, hard, fires, Optional.empty());
        }
    }

    /// The state of a population. Mutable, of one thread.
    interface Neurons {
        /// Returns all to rest.
        void reset();

        /// One time step.
        ///
        /// @param input synaptic current of each neuron in this step, in states
        /// @param bias constant current of each neuron, in states
        /// @param fired receives the numbers of the neurons that fire, ascending
        /// @return how many do
        int step(int[] input, int[] bias, int[] fired);

        /// The membranes after the step.
        int[] membranes();
    }
}
