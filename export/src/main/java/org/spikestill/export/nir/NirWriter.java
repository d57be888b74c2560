package org.spikestill.export.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;

/// NIR graphs as HDF5 files. Texts have a fixed length, which the reference reader takes like those of variable length; arrays are
/// contiguous and not compressed.
public final class NirWriter {
    private NirWriter() {}

    /// Writes the file whole or, if that fails, not at all.
    ///
    /// @throws InvalidFile naming the file and why it cannot be written
    public static void write(NirGraph graph, Path file) {
        write(file, hdf -> fill(graph, hdf));
    }

    /// The same for any content.
    static void write(Path file, Consumer<WritableHdfFile> content) {
        AtomicFile.check(file);
        try {
            Path draft = Files.createTempFile("spikestill", ".nir"); // jHDF writes to a path only
            try {
                try (WritableHdfFile hdf = HdfFile.write(draft)) {
                    content.accept(hdf);
                }
                AtomicFile.write(file, List.of(ByteBuffer.wrap(Files.readAllBytes(draft))));
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be written: " + InvalidFile.reason(e), e);
        }
    }

    private static void fill(NirGraph graph, WritableHdfFile file) {
        file.putDataset("version", graph.version());
        WritableGroup top = file.putGroup("node");
        top.putDataset("type", "NIRGraph");
        String[][] edges = graph.edges().stream()
                .map(edge -> new String[] {edge.from(), edge.to()})
                .toArray(String[][]::new);
        top.putDataset("edges", edges);
        putMetadata(top, graph.metadata());
        WritableGroup nodes = top.putGroup("nodes");
        new TreeMap<>(graph.nodes()).forEach((name, node) -> {
            WritableGroup group = nodes.putGroup(name);
            group.putDataset("type", node.type());
            put(group, node.fields());
            putMetadata(group, node.metadata());
        });
    }

    private static void putMetadata(WritableGroup group, Map<String, NirValue> values) {
        if (!values.isEmpty()) {
            put(group.putGroup("metadata"), values);
        }
    }

    private static void put(WritableGroup group, Map<String, NirValue> values) {
        new TreeMap<>(values).forEach((name, value) -> group.putDataset(name, content(value)));
    }

    static Object content(NirValue value) {
        return switch (value) {
            case NirValue.Text(String text) -> text;
            case NirArray array -> nested(array, 0, 0, array.elements());
        };
    }

    /// Nested Java arrays, as jHDF takes them.
    private static Object nested(NirArray array, int axis, int from, int elements) {
        Class<?> type = switch (array.type()) {
            case INT64 -> long.class;
            case FLOAT32 -> float.class;
            case FLOAT64 -> double.class;
        };
        int axes = array.sizes().size();
        if (axis == axes) {
            return boxed(array, from);
        }
        int size = array.sizes().get(axis);
        Object part = Array.newInstance(axis == axes - 1 ? type : nestedType(type, axes - axis - 1), size);
        for (int i = 0; i < size; i++) {
            Array.set(part, i, nested(array, axis + 1, from + i * (elements / size), elements / size));
        }
        return part;
    }

    private static Class<?> nestedType(Class<?> element, int axes) {
        Class<?> type = element;
        for (int axis = 0; axis < axes; axis++) {
            type = type.arrayType();
        }
        return type;
    }

    private static Object boxed(NirArray array, int element) {
        return switch (array.type()) {
            case INT64 -> (long) array.at(element);
            case FLOAT32 -> (float) array.at(element);
            case FLOAT64 -> array.at(element);
        };
    }
}
