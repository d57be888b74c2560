package org.spikestill.lab.experiment;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.data.Digests;
import org.spikestill.lab.torch.Torch;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keys of the steps of a graph: digests of all that decides a result.
///
/// ```
/// key = SHA-256(name, type and settings of the step, keys of its inputs, data, seed, versions of program and library)
/// ```
///
/// Two steps of one key have the same result, wherever they run; so keys decide sharing, resuming and taking over.
final class Keys {
    private Keys() {}

    static Map<Ref<?>, String> of(Graph graph, DataIdentity data, Seed seed) {
        Map<Ref<?>, String> keys = new LinkedHashMap<>();
        graph.steps().forEach((ref, step) -> {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.put("tool", Provenance.thisTool());
            all.put("library", Torch.version());
            all.put("name", ref.name());
            all.put("type", step.getClass().getName());
            all.set("settings", step.fingerprint());
            ArrayNode inputs = all.putArray("inputs");
            step.inputs().forEach(input -> inputs.add(keys.get(input)));
            all.set("data", Settings.write(data));
            all.put("seed", seed.value());
            keys.put(ref, digest(all));
        });
        return keys;
    }

    static String digest(JsonNode tree) {
        return Digests.sha256(Settings.toJson(tree).getBytes(StandardCharsets.UTF_8));
    }
}
