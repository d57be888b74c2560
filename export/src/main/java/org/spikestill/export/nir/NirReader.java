package org.spikestill.export.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;

/// Reads NIR files of any library version, within bounds: what jHDF decodes is bounded by the length of the file before it is decoded,
/// nested graphs by depth, nodes and edges by number.
public final class NirReader {
    private static final long MAX_BYTES = 1L << 30;
    private static final int MAX_DEPTH = 8;

    /// Bound on decoded bytes by stored ones: deflate reaches 1,000 on constant arrays, such as the parameters of neurons.
    private static final long MAX_EXPANSION = 1100;

    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final List<NirGraph.Edge> edges = new ArrayList<>();
    private long room; // bytes that may still be decoded

    private NirReader(long bytes) {
        room = Math.min(4 * MAX_BYTES, bytes * MAX_EXPANSION);
    }

    /// @throws InvalidFile saying what is wrong with the file
    public static NirGraph read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > MAX_BYTES) {
                throw new InvalidFile(file, "has " + channel.size() + " bytes: at most " + MAX_BYTES + " are read");
            }
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try (HdfFile hdf = HdfFile.fromByteBuffer(bytes)) {
                return new NirReader(channel.size()).graph(hdf);
            }
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be read: " + InvalidFile.reason(e), e);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // jHDF fails in many ways on bytes that are no HDF5; a circle of addresses overflows the stack
            throw new InvalidFile(file, "is no HDF5 file that can be read (" + e + "): write it again", e);
        }
    }

    private NirGraph graph(HdfFile file) {
        String version = file.getChild("version") instanceof Dataset dataset ? text(dataset) : "0";
        Group top = group(file, "node");
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
        Map<String, Node> members = group(graph, "nodes").getChildren();
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
        if (!(decoded(dataset) instanceof Object[] rows)) {
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
                fields.put(name, value(name, dataset));
            }
        });
        return fields;
    }

    private Map<String, NirValue> metadata(Group node) {
        return node.getChild("metadata") instanceof Group group ? fields(group) : Map.of();
    }

    private NirValue value(String name, Dataset dataset) {
        Object content = decoded(dataset);
        if (content instanceof String text) {
            return new NirValue.Text(text);
        }
        List<Integer> sizes = Arrays.stream(dataset.getDimensions()).boxed().toList();
        double[] values = new double[sizes.stream().reduce(1, Math::multiplyExact)];
        if (flatten(content, values, 0) != values.length) {
            throw new InvalidNetwork("'" + name + "' holds fewer values than its shape " + sizes);
        }
        boolean whole = content instanceof Number number ? isWhole(number) : isWholeArray(content);
        return new NirArray(whole ? NirArray.Type.INT64 : NirArray.Type.FLOAT64, sizes, values);
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Float || number instanceof Double);
    }

    private static boolean isWholeArray(Object array) {
        Class<?> type = array.getClass();
        while (type.isArray()) {
            type = type.componentType();
        }
        return type != float.class && type != double.class;
    }

    private static int flatten(Object content, double[] values, int position) {
        switch (content) {
            case Number number -> values[position] = number.doubleValue();
            case Boolean flag -> values[position] = flag ? 1 : 0;
            case float[] _, double[] _, long[] _, int[] _, short[] _, byte[] _, Object[] _ -> {
                int next = position;
                for (int i = 0; i < Array.getLength(content); i++) {
                    next = flatten(Array.get(content, i), values, next);
                }
                return next;
            }
            default ->
                throw new InvalidNetwork(
                        "a data set holds " + content.getClass().getSimpleName() + ": it must hold numbers or a text");
        }
        return position + 1;
    }

    /// The content of a data set that is no larger than the file allows.
    private Object decoded(Dataset dataset) {
        long bytes =
                Math.multiplyExact(Math.max(1, dataset.getSize()), 16L); // as doubles, and once more while converted
        room -= bytes;
        if (dataset.getSize() < 0 || room < 0 || dataset.getSize() > Integer.MAX_VALUE) {
            throw new InvalidNetwork("'" + dataset.getPath() + "' claims " + dataset.getSize()
                    + " values: the file is too small to hold them");
        }
        return dataset.getData();
    }

    private static Group group(Group parent, String name) {
        if (parent.getChild(name) instanceof Group group) {
            return group;
        }
        throw new InvalidNetwork("has no group '" + name + "': it is HDF5 but no NIR");
    }

    private String type(Group node) {
        return node.getChild("type") instanceof Dataset dataset ? text(dataset) : "node without type";
    }

    private String text(Dataset dataset) {
        if (decoded(dataset) instanceof String text) {
            return text;
        }
        throw new InvalidNetwork("'" + dataset.getPath() + "' holds no text");
    }
}
