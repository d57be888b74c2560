package org.spikestill.export.nir;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;

/// All that a NIR file does not carry, or that readers other than this program ignore. Nothing is lost without a sentence here.
///
/// @param nodes of the graph
record ToNirRemarks(Network network, Weights weights, Nir settings, Collection<NirNode> nodes) {
    /// Types that most readers know.
    private static final Set<String> WIDELY_READ =
            Set.of("Input", "Output", "Affine", "Linear", "Conv2d", "Flatten", "IF", "LIF", "CubaLIF", "SumPool2d");

    /// @param subtracting populations whose reset is by subtraction
    /// @throws InvalidNetwork if there are any and the settings do not decide what becomes of them
    void addTo(Collection<String> remarks, List<String> subtracting) {
        if (!subtracting.isEmpty()) {
            remarks.add(reset(subtracting));
        }
        if (!network.scaling().equals(Scaling.none(network.input().channels()))) {
            remarks.add("inputs are scaled outside the file: (raw − "
                    + network.scaling().mean() + ") / " + network.scaling().deviation() + " per channel");
        }
        if (!(network.encoder() instanceof Direct)) {
            remarks.add("inputs are encoded outside the file, by "
                    + Encoder.catalog().spec(network.encoder()));
        }
        remarks.add("T = " + network.ticks() + " time steps of " + settings.step() + " are stored as metadata alone");
        boolean started = network.initialStates().stream()
                .anyMatch(state -> weights.find(state.name()).isPresent());
        if (started) {
            remarks.add("initial membranes are stored as metadata: other readers start all neurons at 0, which changes"
                    + " spikes");
        }
        Set<String> rare = nodes.stream()
                .map(NirNode::type)
                .filter(type -> !WIDELY_READ.contains(type))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!rare.isEmpty()) {
            remarks.add("not every reader knows " + String.join(", ", rare));
        }
        if (settings.dialect().needsLeak()) {
            remarks.add("neurons without leak are written as LIF with τ = 2³⁰ time steps, whose decay is 1 in fp32");
        }
    }

    private String reset(List<String> subtracting) {
        String names = String.join(", ", subtracting);
        return switch (settings.reset()) {
            case STRICT ->
                throw new InvalidNetwork(
                        names + " subtract the threshold when they fire, which NIR cannot express: train"
                                + " with reset.target=zero, or write reset=subtract (kept as metadata, other readers reset to 0)"
                                + " or reset=zero (changed for all)");
            case SUBTRACT ->
                names + " subtract the threshold when they fire: this program reads that from the metadata, all others"
                        + " reset to 0 and give other spikes";
            case ZERO ->
                names + " subtract the threshold when they fire: in the file they reset to 0, which changes spikes";
        };
    }
}
