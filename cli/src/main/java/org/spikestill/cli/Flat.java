package org.spikestill.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Nested settings as lines for people: `reset.target` is `subtract`. The member of a family stands under the family's
/// own name: `{"neuron": {"type": "lif", "leak": 1}}` is `neuron` = `lif` and `neuron.leak` = `1`.
final class Flat {
    private static final String TYPE = "type";

    private Flat() {}

    static Map<String, String> of(JsonNode tree) {
        Map<String, String> flat = new LinkedHashMap<>();
        put("", tree, flat);
        return flat;
    }

    /// `lif leak=1 threshold=0.7`: all on one line.
    static String line(JsonNode tree) {
        return of(tree).entrySet().stream()
                .map(each -> each.getKey().isEmpty() ? each.getValue() : each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    private static void put(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            if (node.has(TYPE)) {
                flat.put(path, node.get(TYPE).asString());
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getKey().equals(TYPE)) {
                    put(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), flat);
                }
            }
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                put(path + "[" + i + "]", node.get(i), flat);
            }
        } else {
            flat.put(path, node.isString() ? node.stringValue() : node.toString());
        }
    }
}
