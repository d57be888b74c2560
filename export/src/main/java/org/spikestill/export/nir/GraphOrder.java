package org.spikestill.export.nir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.spikestill.model.InvalidNetwork;

/// Nodes of a graph that lead to its output, each after those it reads; of those that could come next, the first by name.
record GraphOrder(Map<String, List<String>> inputs) {
    /// @throws InvalidNetwork if the graph has a cycle
    static GraphOrder of(NirGraph graph, String output) {
        Map<String, List<String>> before = new LinkedHashMap<>();
        Map<String, List<String>> after = new LinkedHashMap<>();
        graph.nodes().keySet().forEach(name -> {
            before.put(name, new ArrayList<>());
            after.put(name, new ArrayList<>());
        });
        graph.edges().forEach(edge -> {
            before.get(edge.to()).add(edge.from());
            after.get(edge.from()).add(edge.to());
        });
        Set<String> wanted = leadingTo(output, before);
        Map<String, Integer> open = new LinkedHashMap<>();
        TreeSet<String> ready = new TreeSet<>();
        for (String name : wanted) {
            open.put(name, before.get(name).size());
            if (before.get(name).isEmpty()) {
                ready.add(name);
            }
        }
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        while (!ready.isEmpty()) {
            String next = ready.pollFirst();
            ordered.put(next, before.get(next).stream().sorted().toList());
            for (String reader : after.get(next)) {
                if (wanted.contains(reader) && open.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (ordered.size() < wanted.size()) {
            wanted.removeAll(ordered.keySet());
            throw new InvalidNetwork("the graph is recurrent through " + wanted
                    + ": networks here are feed-forward, unroll it or leave the connection out");
        }
        return new GraphOrder(ordered);
    }

    private static Set<String> leadingTo(String output, Map<String, List<String>> before) {
        Set<String> found = new HashSet<>(Set.of(output));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (String each : before.get(open.pop())) {
                if (found.add(each)) {
                    open.push(each);
                }
            }
        }
        return new TreeSet<>(found);
    }
}
