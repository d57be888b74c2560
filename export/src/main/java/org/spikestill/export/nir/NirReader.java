package org.spikestill.export.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;

/// Reads NIR files of any library version, within the bounds of [HdfValues]: nested graphs by depth, nodes and edges by number.
public final class NirReader {
    private static final int MAX_DEPTH = 8;

    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final List<NirGraph.Edge> edges = new ArrayList<>();
    private final HdfValues values;

    private NirReader(HdfValues values) {
        this.values = values;
    }

    /// @throws InvalidFile saying what is wrong with the file
    public static NirGraph read(Path file) {
        return HdfValues.read(file, (hdf, values) -> new NirReader(values).graph(hdf));
    }

    private NirGraph graph(HdfFile file) {
        String version = file.getChild("version") instanceof Dataset dataset ? values.text(dataset) : "0";
        Group top = HdfValues.group(file, "node");
        if (!"NIRGraph".equals(type(top))) {
            throw new InvalidNetwork("the node of the file is a " + type(top) + ": it must be a NIRGraph");
        }
        add(top, "", 0);
        return new NirGraph(version, nodes, edges, metadata(top));
    }

    /// Adds the nodes of a graph; a nested graph is replaced by its content, and edges to it by edges to its ends.
    private void add(Group graph, String prefix, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidNetwork("graphs are nested more than " + MAX_DEPTH + " deep: flatten them");
        }
        Map<String, Node> members = HdfValues.group(graph, "nodes").getChildren();
        for (Map.Entry<String, Node> member : members.entrySet()) {
            if (nodes.size() >= NirGraph.MAX_PARTS) {
                throw new InvalidNetwork("there are more than " + NirGraph.MAX_PARTS + " nodes");
            }
            String name = prefix + member.getKey();
            if (!(member.getValue() instanceof Group node)) {
                throw new InvalidNetwork("'" + name + "' is no group: each node is one");
            }
            if (type(node).equals("NIRGraph")) {
                add(node, name + "/", depth + 1);
            } else {
                nodes.put(name, new NirNode(type(node), fields(node), metadata(node)));
            }
        }
        if (graph.getChild("edges") instanceof Dataset dataset) {
            addEdges(dataset, prefix);
        }
    }

    private void addEdges(Dataset dataset, String prefix) {
        int[] sizes = dataset.getDimensions();
        if (dataset.getSize() == 0) {
            return;
        }
        if (sizes.length != 2 || sizes[1] != 2 || sizes[0] > NirGraph.MAX_PARTS) {
            throw new InvalidNetwork("'edges' has shape " + Arrays.toString(sizes)
                    + ": it must be [edges, 2], with at most " + NirGraph.MAX_PARTS + " edges");
        }
        if (!(values.decoded(dataset) instanceof Object[] rows)) {
            throw new InvalidNetwork("'edges' holds no texts");
        }
        for (Object row : rows) {
            String from = prefix + Array.get(row, 0);
            String to = prefix + Array.get(row, 1);
            edges.add(new NirGraph.Edge(end(from, "Output"), end(to, "Input")));
        }
    }

    /// The node itself, or the only node of a type within the nested graph of that name.
    private String end(String name, String type) {
        if (nodes.containsKey(name)) {
            return name;
        }
        List<String> inner = nodes.keySet().stream()
                .filter(each -> each.startsWith(name + "/")
                        && each.indexOf('/', name.length() + 1) < 0
                        && nodes.get(each).type().equals(type))
                .toList();
        return inner.size() == 1 ? inner.getFirst() : name;
    }

    private Map<String, NirValue> fields(Group node) {
        Map<String, NirValue> fields = new LinkedHashMap<>();
        node.getChildren().forEach((name, child) -> {
            if (child instanceof Dataset dataset && !name.equals("type")) {
                fields.put(name, values.value(name, dataset));
            }
        });
        return fields;
    }

    private Map<String, NirValue> metadata(Group node) {
        return node.getChild("metadata") instanceof Group group ? fields(group) : Map.of();
    }

    private String type(Group node) {
        return node.getChild("type") instanceof Dataset dataset ? values.text(dataset) : "node without type";
    }
}
