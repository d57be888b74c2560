package org.spikestill.export.nir;

import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;

/// Recorded activity as HDF5, as `nir.write_data` and `nir.read_data` of the reference package have it: types and constants are
/// attributes, arrays are data sets.
public final class NirDataFile {
    private static final String TYPE = "__type__";
    private static final String GRAPH = "NIRGraphData";
    private static final String NODE = "NIRNodeData";
    private static final String GRIDDED = "TimeGriddedData";
    private static final String EVENTS = "EventData";
    private static final String VALUED = "ValuedEventData";
    private static final int MAX_DEPTH = 8;

    private final HdfValues values;
    private final Map<String, Map<String, NirData.Observable>> nodes = new LinkedHashMap<>();

    private NirDataFile(HdfValues values) {
        this.values = values;
    }

    /// Writes the file whole or, if that fails, not at all. Nodes of nested graphs are written side by side, with "." for "/".
    ///
    /// @throws InvalidFile naming the file and why it cannot be written
    public static void write(NirData data, Path file) {
        NirWriter.write(file, hdf -> {
            put(hdf, TYPE, GRAPH);
            WritableGroup all = hdf.putGroup("nodes");
            new TreeMap<>(data.nodes()).forEach((name, observables) -> {
                WritableGroup node = all.putGroup(name.replace('/', '.'));
                put(node, TYPE, NODE);
                WritableGroup group = node.putGroup("observables");
                new TreeMap<>(observables).forEach((key, each) -> put(group.putGroup(key), each));
            });
        });
    }

    private static void put(WritableGroup group, NirData.Observable observable) {
        switch (observable) {
            case NirData.TimeGridded(NirArray data, double dt) -> {
                put(group, TYPE, GRIDDED);
                put(group, "dt", dt);
                group.putDataset("data", NirWriter.content(data));
            }
            case NirData.Events events -> {
                put(group, TYPE, events.value().isPresent() ? VALUED : EVENTS);
                put(group, "n_neurons", (long) events.neurons());
                put(group, "t_max", events.duration());
                group.putDataset("idx", NirWriter.content(events.index()));
                group.putDataset("time", NirWriter.content(events.time()));
                events.value().ifPresent(each -> group.putDataset("value", NirWriter.content(each)));
            }
        }
    }

    private static void put(WritableNode node, String name, Object value) {
        node.putAttribute(name, value);
    }

    /// @throws InvalidFile saying what is wrong with the file
    public static NirData read(Path file) {
        return HdfValues.read(file, (hdf, values) -> {
            NirDataFile reader = new NirDataFile(values);
            if (!GRAPH.equals(type(hdf))) {
                throw new InvalidNetwork("is no recording: its " + TYPE + " is " + type(hdf) + ", not " + GRAPH);
            }
            reader.add(hdf, "", 0);
            return new NirData(reader.nodes);
        });
    }

    private void add(Group graph, String prefix, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidNetwork("graphs are nested more than " + MAX_DEPTH + " deep: flatten them");
        }
        for (Map.Entry<String, Node> member :
                HdfValues.group(graph, "nodes").getChildren().entrySet()) {
            String name = prefix + member.getKey();
            if (nodes.size() >= NirGraph.MAX_PARTS) {
                throw new InvalidNetwork("there are more than " + NirGraph.MAX_PARTS + " nodes");
            }
            if (!(member.getValue() instanceof Group node)) {
                throw new InvalidNetwork("'" + name + "' is no group: each node is one");
            }
            switch (type(node)) {
                case GRAPH -> add(node, name + "/", depth + 1);
                case NODE -> nodes.put(name, observables(HdfValues.group(node, "observables")));
                case String other -> throw new InvalidNetwork("'" + name + "' is a " + other + ": give " + NODE);
            }
        }
    }

    private Map<String, NirData.Observable> observables(Group group) {
        Map<String, NirData.Observable> observables = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : group.getChildren().entrySet()) {
            if (!(member.getValue() instanceof Group each)) {
                throw new InvalidNetwork("'" + member.getKey() + "' is no group: each observable is one");
            }
            observables.put(
                    member.getKey(),
                    switch (type(each)) {
                        case GRIDDED -> new NirData.TimeGridded(array(each, "data"), number(each, "dt"));
                        case EVENTS -> events(each, Optional.empty());
                        case VALUED -> events(each, Optional.of(array(each, "value")));
                        case String other ->
                            throw new InvalidNetwork("'" + member.getKey() + "' is a " + other + ": give " + GRIDDED
                                    + ", " + EVENTS + " or " + VALUED);
                    });
        }
        return observables;
    }

    private NirData.Events events(Group group, Optional<NirArray> value) {
        return new NirData.Events(
                array(group, "idx"),
                array(group, "time"),
                value,
                (int) number(group, "n_neurons"),
                number(group, "t_max"));
    }

    private NirArray array(Group group, String name) {
        return values.array(group, name);
    }

    private static String type(Group group) {
        return attribute(group, TYPE) instanceof String text ? text : "group without type";
    }

    private static double number(Group group, String name) {
        if (attribute(group, name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InvalidNetwork("'" + group.getPath() + "' has no number '" + name + "'");
    }

    /// An attribute of one element, or null.
    private static Object attribute(Group group, String name) {
        Attribute attribute = group.getAttribute(name);
        return attribute != null && attribute.getSize() == 1 ? attribute.getData() : null;
    }
}
