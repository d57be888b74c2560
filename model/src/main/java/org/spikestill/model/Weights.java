package org.spikestill.model;

import java.lang.foreign.SegmentAllocator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Arrays of a network by name: its [Network#parameters()] and, where a neuron does not start at 0, its
/// [Network#initialStates()] (full shape, or `[1]` for one value per population).
public record Weights(Map<String, Block> blocks) {
    public Weights {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    public Block get(String name) {
        return find(name)
                .orElseThrow(
                        () -> new InvalidNetwork("the weights hold no '" + name + "'; they hold " + blocks.keySet()));
    }

    public Optional<Block> find(String name) {
        return Optional.ofNullable(blocks.get(name));
    }

    public Block get(String node, Parameter.Role role) {
        return get(role.of(node));
    }

    public Optional<Block> find(String node, Parameter.Role role) {
        return find(role.of(node));
    }

    public Weights with(String node, Parameter.Role role, Block block) {
        return with(role.of(node), block);
    }

    public Weights with(String name, Block block) {
        Map<String, Block> changed = new LinkedHashMap<>(blocks);
        changed.put(name, block);
        return new Weights(changed);
    }

    /// Checks that these are the weights of `network`: nothing missing, nothing of another shape, nothing unknown, no variance
    /// below 0, whose root would be NaN.
    public Weights checkedFor(Network network) {
        Map<String, Shape> states = new LinkedHashMap<>();
        network.initialStates().forEach(state -> states.put(state.name(), state.shape()));
        Map<String, Block> rest = new LinkedHashMap<>(blocks);
        for (Parameter parameter : network.parameters()) {
            Block block = get(parameter.name());
            if (!block.shape().equals(parameter.shape())) {
                throw new InvalidNetwork("'" + parameter.name() + "' has shape " + block.shape()
                        + ", the network needs " + parameter.shape());
            }
            if (parameter.role() == Parameter.Role.RUNNING_VARIANCE) {
                refuseNegative(parameter.name(), block);
            }
            rest.remove(parameter.name());
        }
        rest.forEach((name, block) -> {
            Shape wanted = states.get(name);
            if (wanted == null) {
                throw new InvalidNetwork("the weights hold '" + name + "', which the network does not know");
            }
            if (!block.shape().equals(wanted) && !block.shape().equals(Shape.of(1))) {
                throw new InvalidNetwork(
                        "'" + name + "' has shape " + block.shape() + ", the network needs " + wanted + " or [1]");
            }
        });
        return this;
    }

    private static void refuseNegative(String name, Block block) {
        for (int element = 0;
                block.type() == DType.F32 && element < block.shape().elements();
                element++) {
            if (block.at(element) < 0) {
                throw new InvalidNetwork("'" + name + "' holds " + block.at(element) + " at "
                        + block.shape().place(element)
                        + ": a variance is never below 0, train or fetch the network again");
            }
        }
    }

    /// The same values as F32: blocks of F64, F16 and BF16 are converted, others are shared.
    ///
    /// @param room of the converted values
    public Weights asFloat32(SegmentAllocator room) {
        Map<String, Block> converted = new LinkedHashMap<>();
        blocks.forEach((name, block) -> converted.put(name, block.asFloat32(room)));
        return new Weights(converted);
    }

    /// Checks that every F32 value is a finite number: a single NaN would decide the class without a word.
    ///
    /// @throws InvalidNetwork naming the array and its first value that is not
    public Weights checkedFinite() {
        blocks.forEach((name, block) -> block.firstNotFinite().ifPresent(element -> {
            throw new InvalidNetwork("'" + name + "' holds " + block.at(element) + " at "
                    + block.shape().place(element)
                    + ": every weight must be a finite number, train or fetch the network again");
        }));
        return this;
    }

    public long elements() {
        return blocks.values().stream()
                .mapToLong(block -> block.shape().elements())
                .sum();
    }
}
