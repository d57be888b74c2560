package org.spikestill.lab.teacher;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.Shape;

/// Parts of a teacher's output that a training reads, in a fixed order, with their shapes.
///
/// @param parts shapes of one sample's values: `[K]` logits, `[T, K]` of every tick, `[H, W]` maps, `[C, H, W]`
///     features, `[3, K]` logits of rotated copies
/// @param precision of the teacher's convolutions; targets are float32
public record TargetSpec(Map<Targets.Part, Shape> parts, Precision precision) {
    public TargetSpec {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// @param parts in any order
    /// @param taps of the teacher
    public static TargetSpec of(Collection<Targets.Part> parts, Taps taps, Precision precision) {
        Map<Targets.Part, Shape> shapes = new LinkedHashMap<>();
        for (Targets.Kind kind : Targets.Kind.values()) {
            parts.stream().filter(part -> part.kind() == kind).forEach(part -> shapes.put(part, taps.shape(part)));
        }
        parts.stream()
                .filter(part -> !(part.kind() instanceof Targets.Kind))
                .sorted(Comparator.comparing(Targets.Part::key))
                .forEach(part -> shapes.put(part, taps.shape(part)));
        return new TargetSpec(shapes, precision);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /// The specification as part of the key of stored targets, such as
    /// `parts {TEACHER=[10], ATTENTION relu1=[28, 28]} from products in FLOAT32`.
    String key() {
        return parts.entrySet().stream()
                .map(part -> part.getKey().key() + "=" + part.getValue())
                .collect(Collectors.joining(", ", "parts {", "} from products in " + precision));
    }
}
