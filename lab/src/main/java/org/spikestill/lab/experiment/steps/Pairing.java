package org.spikestill.lab.experiment.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// Pairs of layers that match at the three depths of LaSNN: the last maps of the student's first, middle and last
/// resolution, each with the teacher's map of that resolution or of that depth. Where a network has fewer than three
/// resolutions, its second map of the last one stands in the middle.
public final class Pairing {
    /// Names of the depths, from the input on.
    public static final List<String> DEPTHS = List.of("low", "middle", "high");

    private Pairing() {}

    /// Name of the i-th of `count` pairs.
    public static String depth(int i, int count) {
        return count == DEPTHS.size() ? DEPTHS.get(i) : "pair " + (i + 1);
    }

    /// The layers that an objective compares.
    ///
    /// @param named by a person; empty pairs the usual ones
    /// @param rule by which maps are paired
    /// @throws InvalidNetwork if there are none, or a named one does not fit
    static List<LayerPair> of(Objective objective, List<LayerPair> named, Taps teacher, Network student, PairBy rule) {
        if (!objective.needsPairs()) {
            return List.of();
        }
        if (!objective.readsPixels()) {
            return LayerVectors.of(named, teacher, student);
        }
        Taps own = Taps.of(student);
        return named.isEmpty() ? automatic(teacher, own, rule) : checked(named, teacher, own);
    }

    /// @throws InvalidNetwork if a network has no maps, or if the two share no resolution and `rule` asks for one
    public static List<LayerPair> automatic(Taps teacher, Taps student, PairBy rule) {
        return switch (rule) {
            case RESOLUTION -> byResolution(teacher, student);
            case DEPTH -> byDepth(teacher, student);
        };
    }

    /// Last with last, and back from there.
    private static List<LayerPair> byDepth(Taps teacher, Taps student) {
        List<String> taught = List.copyOf(depths(maps("teacher", teacher)));
        List<String> learned = List.copyOf(depths(maps("student", student)));
        int count = Math.min(taught.size(), learned.size());
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new LayerPair(taught.get(taught.size() - count + i), learned.get(learned.size() - count + i)))
                .toList();
    }

    private static Map<String, List<String>> maps(String whose, Taps network) {
        Map<String, List<String>> maps = mapsByResolution(network);
        if (maps.isEmpty()) {
            throw new InvalidNetwork("the " + whose
                    + " has no maps of more than one pixel behind a nonlinearity: name losses that read no maps");
        }
        return maps;
    }

    private static List<LayerPair> byResolution(Taps teacher, Taps student) {
        Map<String, List<String>> taught = mapsByResolution(teacher);
        Map<String, List<String>> learned = mapsByResolution(student);
        if (learned.keySet().stream().noneMatch(taught::containsKey)) {
            throw new InvalidNetwork("the teacher has maps of " + taught.keySet() + ", the student of "
                    + learned.keySet()
                    + ", and they share no resolution: name layers with 'pairs', larger maps are then"
                    + " averaged down");
        }
        learned.keySet().retainAll(taught.keySet());
        List<LayerPair> pairs = new ArrayList<>();
        for (String node : depths(learned)) {
            String resolution = resolution(student.map(node));
            long deeperOfTheSame = depths(learned).stream()
                    .filter(other -> learned.get(resolution).contains(other))
                    .filter(other -> learned.get(resolution).indexOf(other)
                            > learned.get(resolution).indexOf(node))
                    .count();
            List<String> candidates = taught.get(resolution);
            pairs.add(new LayerPair(candidates.get(Math.max(0, candidates.size() - 1 - (int) deeperOfTheSame)), node));
        }
        return pairs;
    }

    /// Checks pairs that a person named.
    ///
    /// @throws InvalidNetwork if a layer is not there or has no map
    public static List<LayerPair> checked(List<LayerPair> pairs, Taps teacher, Taps student) {
        for (LayerPair pair : pairs) {
            map("teacher", teacher, pair.teacher());
            map("student", student, pair.student());
        }
        return pairs;
    }

    private static void map(String whose, Taps network, String node) {
        Set<String> maps = mapsByResolution(network).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!maps.contains(node)) {
            throw new InvalidNetwork(
                    "pairs name '" + node + "' of the " + whose + ", which has no such map; it has " + maps);
        }
    }

    /// First, middle and last resolution, the last map of each.
    private static Set<String> depths(Map<String, List<String>> maps) {
        List<List<String>> stages = List.copyOf(maps.values());
        List<String> last = stages.getLast();
        Set<String> depths = new LinkedHashSet<>();
        depths.add(stages.getFirst().getLast());
        if (stages.size() > 2) {
            depths.add(stages.get(stages.size() / 2).getLast());
        } else if (last.size() > 1) {
            depths.add(last.get(last.size() - 2));
        }
        depths.add(last.getLast());
        return depths;
    }

    /// Maps behind a nonlinearity that are more than one pixel, in order, by resolution.
    private static Map<String, List<String>> mapsByResolution(Taps network) {
        Map<String, List<String>> maps = new LinkedHashMap<>();
        for (String layer : network.activations()) {
            Shape shape = network.map(layer);
            if (shape.isMap() && shape.height() * shape.width() > 1) {
                maps.computeIfAbsent(resolution(shape), _ -> new ArrayList<>()).add(layer);
            }
        }
        return maps;
    }

    /// The pairs that an objective compares as lines for people; none where it compares no layers.
    static List<String> table(Objective objective, List<LayerPair> pairs, Taps teacher, Taps student) {
        List<String> lines = new ArrayList<>();
        if (pairs.isEmpty()) {
            return lines;
        }
        lines.add(objective.readsPixels() ? "layers whose attention matches:" : "layers whose decoded spikes match:");
        for (int i = 0; i < pairs.size(); i++) {
            LayerPair pair = pairs.get(i);
            lines.add("  %-7s teacher %-9s %-16s student %-9s %s"
                    .formatted(
                            depth(i, pairs.size()),
                            pair.teacher(),
                            teacher.map(pair.teacher()),
                            pair.student(),
                            student.map(pair.student())));
        }
        return lines;
    }

    private static String resolution(Shape shape) {
        return shape.height() + "x" + shape.width();
    }
}
