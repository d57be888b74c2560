package org.spikestill.export.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.model.InvalidNetwork;

/// A NIR graph: named nodes and directed edges, without batch axis, time axis or time step. Several edges into a node add up.
///
/// @param version of the library that wrote the file, which decides what an absent `v_reset` means
/// @param nodes by name; those of nested graphs are called `outer/inner`
/// @param metadata of the graph
public record NirGraph(String version, Map<String, NirNode> nodes, List<Edge> edges, Map<String, NirValue> metadata) {
    /// Bound on nodes and on edges, far above any published network.
    static final int MAX_PARTS = 10_000;

    public record Edge(String from, String to) {}

    public NirGraph {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        edges = List.copyOf(edges);
        metadata = Map.copyOf(metadata);
        Set<Edge> seen = new LinkedHashSet<>();
        for (Edge edge : edges) {
            for (String end : List.of(edge.from(), edge.to())) {
                if (!nodes.containsKey(end)) {
                    throw new InvalidNetwork("the edge " + edge.from() + " → " + edge.to() + " names '" + end
                            + "', which is no node: the nodes are " + nodes.keySet());
                }
            }
            if (!seen.add(edge)) {
                throw new InvalidNetwork(
                        "the edge " + edge.from() + " → " + edge.to() + " is there twice: use a Scale of 2");
            }
        }
    }
}
