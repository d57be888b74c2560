package org.spikestill.runtime.device;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;

/// Whether a network fits a chip: cores of each population by each resource, and which resource binds.
///
/// Neurons of a population are spread evenly over its cores, in row-major order of `[H, W, C]`; no core holds two populations.
/// Every synapse is stored, as weights are not shared, in lists per source neuron and core of at most 64 synapses.
///
/// @param device title
/// @param limit cores of the chip
public record Fit(String device, List<Population> populations, int limit) {
    public Fit {
        populations = List.copyOf(populations);
    }

    /// A resource of a core.
    public enum Resource {
        COMPARTMENTS,
        SYNAPSES,
        INPUT_AXONS,
        OUTPUT_AXONS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// Cores of a population.
    ///
    /// @param layer with the synapses that reach it, the name of the population for one that reads the input
    /// @param compartments neurons
    /// @param synapses that reach it
    /// @param divisible false if more neurons reach each of them than a core has input axons, so that no number of cores suffices
    /// @param byCompartments cores if nothing but the number of neurons counted; likewise the others
    public record Population(
            String name,
            String layer,
            int compartments,
            long synapses,
            boolean divisible,
            int byCompartments,
            int bySynapses,
            int byInputAxons,
            int byOutputAxons) {
        public int cores() {
            return Math.max(Math.max(byCompartments, bySynapses), Math.max(byInputAxons, byOutputAxons));
        }

        /// The resource that needs most cores; the first of equals.
        public Resource binding() {
            if (!divisible) {
                return Resource.INPUT_AXONS;
            }
            int cores = cores();
            return byCompartments == cores
                    ? Resource.COMPARTMENTS
                    : bySynapses == cores
                            ? Resource.SYNAPSES
                            : byInputAxons == cores ? Resource.INPUT_AXONS : Resource.OUTPUT_AXONS;
        }
    }

    /// @throws InvalidNetwork if the device cannot hold such layers at any size
    /// @return empty for a device without cores
    public static Optional<Fit> of(Device device, Network network) {
        return device.capacity().map(capacity -> new Mapper(device, capacity, network).fit());
    }

    public int cores() {
        return populations.stream().mapToInt(Population::cores).sum();
    }

    public long compartments() {
        return populations.stream().mapToLong(Population::compartments).sum();
    }

    public boolean fits() {
        return cores() <= limit && populations.stream().allMatch(Population::divisible);
    }

    /// The population that fits on no number of cores, else the one with most.
    public Population largest() {
        return populations.stream()
                .reduce((one, other) ->
                        one.divisible() && (!other.divisible() || other.cores() > one.cores()) ? other : one)
                .orElseThrow();
    }

    /// The change that would save most cores.
    public String advice() {
        Population largest = largest();
        String name = "'" + largest.layer() + "'";
        return switch (largest.binding()) {
            case COMPARTMENTS ->
                "a stride in " + name + " or before it, or fewer channels: neurons fall with the square of the stride";
            case SYNAPSES ->
                "fewer inputs or outputs of " + name + ": a stride before it, a smaller kernel, fewer channels";
            case INPUT_AXONS -> "fewer neurons before " + name + ": a stride or fewer channels there";
            case OUTPUT_AXONS -> "fewer cores behind '" + largest.name() + "': fewer channels or synapses there";
        };
    }
}
