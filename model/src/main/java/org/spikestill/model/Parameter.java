package org.spikestill.model;

import java.util.ArrayList;
import java.util.List;

/// One array of a network, by the node it belongs to and its role there.
///
/// @param suffix its name within the node, as in files
public record Parameter(String node, Role role, String suffix, Shape shape) {
    public enum Kind {
        /// learned, with weight decay
        WEIGHT,
        /// learned, without weight decay
        OFFSET,
        /// measured or set by a conversion: running statistics, initial states
        STATISTIC
    }

    public enum Role {
        /// W of a convolution or linear layer
        WEIGHT("weight", Kind.WEIGHT),
        /// b of a convolution or linear layer
        BIAS("bias", Kind.OFFSET),
        /// γ of a normalisation
        SCALE("weight", Kind.OFFSET),
        /// β of a normalisation
        SHIFT("bias", Kind.OFFSET),
        RUNNING_MEAN("running_mean", Kind.STATISTIC),
        RUNNING_VARIANCE("running_var", Kind.STATISTIC),
        /// log α of the gates of a layer
        GATE("log_alpha", Kind.OFFSET),
        /// λ of a quantised clip
        THRESHOLD("threshold", Kind.OFFSET),
        /// trained constant of a neuron, whose definition names it
        CONSTANT("", Kind.OFFSET),
        /// state of a neuron before the first tick: its membrane potential, or another that its definition names
        INITIAL_STATE("v", Kind.STATISTIC);

        private final String suffix;
        private final Kind kind;

        Role(String suffix, Kind kind) {
            this.suffix = suffix;
            this.kind = kind;
        }

        /// Name of the array with this role, such as `conv1.weight`.
        public String of(String node) {
            return Parameter.name(node, suffix);
        }
    }

    public Parameter(String node, Role role, Shape shape) {
        this(node, role, role.suffix, shape);
    }

    /// The one place that joins node and suffix.
    public static String name(String node, String suffix) {
        return node + "." + suffix;
    }

    /// As in files, such as `conv1.weight`; unique in a network.
    public String name() {
        return name(node, suffix);
    }

    /// Treatment in training.
    public Kind kind() {
        return role.kind;
    }

    /// @param in shape of the node's first input
    static List<Parameter> of(Network.Node node, Shape in) {
        String name = node.name();
        return switch (node.layer()) {
            case Layer.Weighted layer -> synaptic(name, layer, in);
            case Layer.Gated(Layer.Weighted layer, Gates gates) -> gated(name, synaptic(name, layer, in), gates);
            case Layer.BatchNorm _ -> normalising(name, Shape.of(in.channels()));
            case Layer.Spike(var neuron) ->
                neuron.learned().stream()
                        .map(constant -> new Parameter(name, Role.CONSTANT, constant, Shape.of(1)))
                        .toList();
            case Layer.QuantisedClip _ -> List.of(new Parameter(name, Role.THRESHOLD, Shape.of(1)));
            case Layer.AveragePool2d _,
                    Layer.MaxPool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Concat _,
                    Layer.Dropout _,
                    Layer.Activation _ -> List.of();
        };
    }

    private static List<Parameter> synaptic(String node, Layer.Weighted layer, Shape in) {
        return switch (layer) {
            case Layer.Linear(int outputs, boolean bias) ->
                synaptic(node, Shape.of(outputs, in.elements()), bias, outputs);
            case Layer.Conv2d(int channels, int kernel, _, _, boolean bias) ->
                synaptic(node, Shape.of(channels, in.channels(), kernel, kernel), bias, channels);
        };
    }

    private static List<Parameter> gated(String node, List<Parameter> layer, Gates gates) {
        Shape weight = layer.getFirst().shape();
        List<Parameter> all = new ArrayList<>(layer);
        all.add(new Parameter(
                node, Role.GATE, gates instanceof Gates.Synapse ? weight : Shape.of(gates.count(weight))));
        return List.copyOf(all);
    }

    private static List<Parameter> synaptic(String node, Shape shape, boolean bias, int outputs) {
        Parameter weight = new Parameter(node, Role.WEIGHT, shape);
        return bias ? List.of(weight, new Parameter(node, Role.BIAS, Shape.of(outputs))) : List.of(weight);
    }

    private static List<Parameter> normalising(String node, Shape channels) {
        return List.of(
                new Parameter(node, Role.SCALE, channels),
                new Parameter(node, Role.SHIFT, channels),
                new Parameter(node, Role.RUNNING_MEAN, channels),
                new Parameter(node, Role.RUNNING_VARIANCE, channels));
    }

    /// Initial states of a population.
    ///
    /// @param out shape of its output
    static List<Parameter> states(Network.Node node, Shape out) {
        return node.layer() instanceof Layer.Spike(var neuron)
                ? neuron.state().stream()
                        .map(state -> new Parameter(node.name(), Role.INITIAL_STATE, state, out))
                        .toList()
                : List.of();
    }
}
