package org.spikestill.export.nir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidNetwork;

/// One node of a NIR graph: its type, such as `LIF`, and the fields that the type has.
///
/// @param fields by name, without `type`
/// @param metadata free-form, which readers may ignore
public record NirNode(String type, Map<String, NirValue> fields, Map<String, NirValue> metadata) {
    public NirNode {
        fields = Map.copyOf(fields);
        metadata = Map.copyOf(metadata);
    }

    public NirNode(String type, Map<String, NirValue> fields) {
        this(type, fields, Map.of());
    }

    NirNode withMetadata(String name, NirValue value) {
        Map<String, NirValue> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new NirNode(type, fields, more);
    }

    Optional<NirArray> find(String field) {
        return fields.get(field) instanceof NirArray array ? Optional.of(array) : Optional.empty();
    }

    NirArray array(String field) {
        return find(field).orElseThrow(() -> new InvalidNetwork("a " + type + " has no '" + field + "' of numbers"));
    }

    /// The value of a text in the metadata, or nothing.
    Optional<String> note(String name) {
        return metadata.get(name) instanceof NirValue.Text(String value) ? Optional.of(value) : Optional.empty();
    }
}
