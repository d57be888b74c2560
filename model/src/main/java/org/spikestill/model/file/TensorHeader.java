package org.spikestill.model.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON at the head of a safetensors file: free text under `__metadata__`, and where each tensor lies.
///
/// @param entries in the order of their data, which follows one another without a gap
record TensorHeader(Map<String, String> metadata, List<Entry> entries) {
    private static final String METADATA = "__metadata__";

    /// @param begin first byte, counted from the end of the header
    /// @param end one past the last byte
    record Entry(String name, DType type, Shape shape, long begin, long end) {}

    /// The one order for a given set of blocks: wide elements first, so that each lies at a multiple of its size.
    static TensorHeader of(Map<String, Block> blocks, Map<String, String> metadata) {
        List<Map.Entry<String, Block>> order = new ArrayList<>(blocks.entrySet());
        order.sort(Comparator.<Map.Entry<String, Block>>comparingInt(
                        each -> -each.getValue().type().bytes())
                .thenComparing(Map.Entry::getKey));
        List<Entry> entries = new ArrayList<>();
        long begin = 0;
        for (var each : order) {
            Block block = each.getValue();
            long end = begin + block.data().byteSize();
            entries.add(new Entry(each.getKey(), block.type(), block.shape(), begin, end));
            begin = end;
        }
        return new TensorHeader(new TreeMap<>(metadata), entries);
    }

    String toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode texts = root.putObject(METADATA);
        metadata.forEach(texts::put);
        for (Entry entry : entries) {
            ObjectNode tensor = root.putObject(entry.name);
            tensor.put("dtype", entry.type.name());
            entry.shape.sizes().forEach(tensor.putArray("shape")::add);
            tensor.putArray("data_offsets").add(entry.begin).add(entry.end);
        }
        return Settings.toJson(root);
    }

    /// @throws InvalidSettings naming the tensor, what was found and what was wanted
    static TensorHeader parse(String json) {
        JsonNode root = Settings.fromJson(json, "its header");
        if (!root.isObject()) {
            throw new InvalidSettings("its header is no JSON object: this is no safetensors file");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        root.properties().forEach(field -> {
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(texts(field.getValue()));
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        refuseGaps(entries);
        return new TensorHeader(Collections.unmodifiableMap(metadata), List.copyOf(entries));
    }

    /// Length of the data in bytes.
    long dataBytes() {
        return entries.isEmpty() ? 0 : entries.getLast().end;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isString()) {
                throw new InvalidSettings(
                        "its metadata '" + field.getKey() + "' is no text: safetensors allows text only");
            }
            texts.put(field.getKey(), field.getValue().stringValue());
        });
        return texts;
    }

    private static Entry entry(String name, JsonNode node) {
        DType type = type(name, node.path("dtype"));
        Shape shape = shape(name, node.path("shape"));
        JsonNode offsets = node.path("data_offsets");
        if (offsets.size() != 2 || !isOffset(offsets.get(0)) || !isOffset(offsets.get(1))) {
            throw new InvalidSettings("tensor '" + name + "' has no data_offsets [begin, end]");
        }
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        long wanted = (long) shape.elements() * type.bytes();
        if (end - begin != wanted) {
            throw new InvalidSettings("tensor '" + name + "' lies in bytes " + begin + " to " + end + ", but " + type
                    + " " + shape + " takes " + wanted + " bytes");
        }
        return new Entry(name, type, shape, begin, end);
    }

    private static boolean isOffset(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static DType type(String name, JsonNode node) {
        if (!node.isString()) {
            throw new InvalidSettings("tensor '" + name + "' has no dtype");
        }
        return Arrays.stream(DType.values())
                .filter(type -> type.name().equals(node.stringValue()))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings("tensor '" + name + "' has dtype " + node
                        + ", which is not supported: there are " + Arrays.toString(DType.values())));
    }

    private static Shape shape(String name, JsonNode node) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode size : node) {
            if (!size.isIntegralNumber() || !size.canConvertToInt()) {
                throw new InvalidSettings("tensor '" + name + "' has shape " + node + ": sizes are whole numbers");
            }
            sizes.add(size.intValue());
        }
        try {
            return new Shape(sizes);
        } catch (InvalidNetwork e) {
            throw new InvalidSettings("tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    private static void refuseGaps(List<Entry> entries) {
        long free = 0;
        for (Entry entry : entries) {
            if (entry.begin != free) {
                throw new InvalidSettings("tensor '" + entry.name + "' begins at byte " + entry.begin + " of the data, "
                        + "the one before it ends at " + free + ": tensors follow one another");
            }
            free = entry.end;
        }
    }
}
