package org.spikestill.model;

import java.util.ArrayList;
import java.util.List;

/// One array a network needs.
///
/// @param name node and role, such as `conv1.weight`
/// @param kind what happens to it in training
public record Parameter(String name, Shape shape, Kind kind) {
    public enum Kind {
        /// learned, with weight decay
        WEIGHT,
        /// learned, without weight decay: biases, scales of a normalisation, constants of a neuron
        OFFSET,
        /// measured: running statistics
        STATISTIC
    }

    static List<Parameter> of(Network.Node node, Shape in) {
        List<Parameter> parameters = new ArrayList<>();
        switch (node.layer()) {
            case Layer.Linear(int outputs, boolean bias) -> {
                parameters.add(new Parameter(node.name() + ".weight", Shape.of(outputs, in.elements()), Kind.WEIGHT));
                if (bias) {
                    parameters.add(new Parameter(node.name() + ".bias", Shape.of(outputs), Kind.OFFSET));
                }
            }
            case Layer.Conv2d(int channels, int kernel, _, _, boolean bias) -> {
                parameters.add(new Parameter(
                        node.name() + ".weight", Shape.of(channels, in.channels(), kernel, kernel), Kind.WEIGHT));
                if (bias) {
                    parameters.add(new Parameter(node.name() + ".bias", Shape.of(channels), Kind.OFFSET));
                }
            }
            case Layer.BatchNorm _ -> {
                Shape shape = Shape.of(in.channels());
                parameters.add(new Parameter(node.name() + ".weight", shape, Kind.OFFSET));
                parameters.add(new Parameter(node.name() + ".bias", shape, Kind.OFFSET));
                parameters.add(new Parameter(node.name() + ".running_mean", shape, Kind.STATISTIC));
                parameters.add(new Parameter(node.name() + ".running_var", shape, Kind.STATISTIC));
            }
            case Layer.Spike(var neuron) ->
                neuron.learned()
                        .forEach(name ->
                                parameters.add(new Parameter(node.name() + "." + name, Shape.of(1), Kind.OFFSET)));
            case Layer.QuantisedClip _ ->
                parameters.add(new Parameter(node.name() + ".threshold", Shape.of(1), Kind.OFFSET));
            case Layer.AveragePool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Concat _,
                    Layer.Dropout _,
                    Layer.Activation _ -> {}
        }
        return List.copyOf(parameters);
    }
}
