package org.spikestill.lab.teacher;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// Outputs of a teacher by name, with the shape they have for one sample. Known before the teacher is trained.
///
/// @param input of one sample, `[C, H, W]` or `[K]`
/// @param logits `[K]`
/// @param ticks time steps of a spiking teacher; 1 of any other
/// @param randomInput whether the teacher's input is drawn anew in every pass, as under a Poisson encoder: then its targets
///     belong to one draw, which the student has to see as well
/// @param maps activations by layer, `[C, H, W]` or `[K]`
public record Taps(Shape input, Shape logits, int ticks, boolean randomInput, Map<String, Shape> maps) {
    public Taps {
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
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
                                Network.Node::name, node -> shapes.get(node.name()), (a, _) -> a, LinkedHashMap::new)));
    }

    /// Shape of a part of the targets.
    ///
    /// @throws InvalidNetwork if a layer is not among the maps
    Shape shape(Targets.Part part) {
        return switch (part.kind()) {
            case LOGITS -> logits;
            case TICK_LOGITS -> Shape.of(ticks, logits.elements());
            case ATTENTION -> plane(map(part.layer()));
            case FEATURES -> map(part.layer());
            case SENSITIVITY -> plane(input);
            case ROTATED_LOGITS -> Shape.of(Rotation.values().length, logits.elements());
        };
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

    private static Shape plane(Shape map) {
        return Shape.of(map.height(), map.width());
    }
}
