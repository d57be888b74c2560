package org.spikestill.export.onnx.read;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidNetwork;

/// An operation of an ONNX graph (`NodeProto`).
///
/// @param name may be empty
/// @param op type, such as `Conv`
/// @param domain empty for the operators of ONNX itself
/// @param inputs names of values; an empty one is left out
/// @param attributes messages by name
public record OnnxNode(
        String name,
        String op,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, Message> attributes) {
    private static final int ATTRIBUTE_FLOAT = 2;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_TEXT = 4;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int ATTRIBUTE_INTS = 8;

    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static OnnxNode of(Message node) throws IOException {
        Map<String, Message> attributes = new LinkedHashMap<>();
        for (Message attribute : node.messages(5)) {
            attributes.put(attribute.text(1), attribute);
        }
        return new OnnxNode(node.text(3), node.text(4), node.text(7), node.texts(1), node.texts(2), attributes);
    }

    private Optional<Message> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    public long number(String attribute, long otherwise) {
        return attribute(attribute).flatMap(each -> each.number(ATTRIBUTE_INT)).orElse(otherwise);
    }

    public float real(String attribute, float otherwise) {
        return attribute(attribute).flatMap(each -> each.real(ATTRIBUTE_FLOAT)).orElse(otherwise);
    }

    public String text(String attribute, String otherwise) {
        return attribute(attribute).map(each -> each.text(ATTRIBUTE_TEXT)).orElse(otherwise);
    }

    /// Whole numbers of a list; those given where the attribute is absent.
    public List<Long> numbers(String attribute, List<Long> otherwise) {
        Optional<Message> found = attribute(attribute);
        try {
            return found.isEmpty() ? otherwise : found.get().numbers(ATTRIBUTE_INTS);
        } catch (IOException e) {
            throw damaged(attribute, e);
        }
    }

    /// The value of a `Constant`.
    OnnxTensor constant() {
        try {
            Optional<Message> value = attribute("value");
            if (value.isPresent()) {
                Optional<Message> tensor = value.get().message(ATTRIBUTE_TENSOR);
                if (tensor.isPresent()) {
                    return OnnxTensor.of(tensor.get());
                }
            }
        } catch (IOException e) {
            throw damaged("value", e);
        }
        throw refused("holds its value in an attribute other than 'value', which is not read");
    }

    private InvalidNetwork damaged(String attribute, IOException e) {
        return refused("has a damaged attribute '" + attribute + "' (" + e.getMessage() + ")");
    }

    /// The node for people: its name where it has one, its first output where not.
    public String place() {
        String called = name.isEmpty() ? outputs.isEmpty() ? "" : outputs.getFirst() : name;
        return op + " node '" + called + "'";
    }

    /// @param reason what it has, and the way out
    InvalidNetwork refused(String reason) {
        return new InvalidNetwork(place() + " " + reason);
    }
}
