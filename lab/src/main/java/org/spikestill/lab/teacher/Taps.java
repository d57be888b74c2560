package org.spikestill.lab.teacher;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// Outputs of a teacher by name, with the shape they have for one sample. Known before the teacher is trained.
///
/// @param input of one sample, `[C, H, W]` or `[K]`
/// @param logits `[K]`
/// @param ticks time steps of a spiking teacher; 1 of any other
/// @param randomInput whether the teacher's input is drawn anew in every pass, as under a Poisson encoder: then its targets
///     belong to one draw, which the student has to see as well
/// @param maps outputs of layers by name, `[C, H, W]` or `[K]`
/// @param activations names of the maps behind a nonlinearity, from the input on: the usual candidates for pairs of layers
public record Taps(
        Shape input, Shape logits, int ticks, boolean randomInput, Map<String, Shape> maps, List<String> activations) {
    public Taps {
        activations = List.copyOf(activations);
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    }

    /// Of a teacher all of whose maps are candidates for pairs of layers.
    public Taps(Shape input, Shape logits, int ticks, boolean randomInput, Map<String, Shape> maps) {
        this(input, logits, ticks, randomInput, maps, List.copyOf(maps.keySet()));
    }

    public static Taps of(Network network) {
        Map<String, Shape> shapes = network.shapes();
        return new Taps(
                network.input(),
                Shape.of(shapes.get(network.output().name()).elements()),
                network.ticks(),
                !network.encoder().constant(),
                network.nodes().stream()
                        .collect(Collectors.toMap(
                                Network.Node::name, node -> shapes.get(node.name()), (a, _) -> a, LinkedHashMap::new)),
                network.nodes().stream()
                        .filter(node -> isNonlinear(node.layer()))
                        .map(Network.Node::name)
                        .toList());
    }

    private static boolean isNonlinear(Layer layer) {
        return switch (layer) {
            case Layer.Activation _, Layer.QuantisedClip _, Layer.Spike _ -> true;
            case Layer.Weighted _,
                    Layer.Gated _,
                    Layer.MaxPool2d _,
                    Layer.AveragePool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Concat _,
                    Layer.Dropout _,
                    Layer.BatchNorm _ -> false;
        };
    }

    /// Shape of a part of the targets.
    ///
    /// @throws InvalidNetwork if a layer is not among the maps
    Shape shape(Targets.Part part) {
        return part.kind().shape(this, part.layer());
    }

    /// Shape of a layer's map.
    ///
    /// @throws InvalidNetwork if there is no such layer
    public Shape map(String layer) {
        Shape map = maps.get(layer);
        if (map == null) {
            throw new InvalidNetwork(
                    "the teacher has no layer '" + layer + "': name one of " + List.copyOf(maps.keySet()));
        }
        return map;
    }
}
