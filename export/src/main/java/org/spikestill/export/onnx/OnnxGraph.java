package org.spikestill.export.onnx;

import com.google.protobuf.UnsafeByteOperations;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Provenance;

/// An ONNX graph in the making (opset 17). Numbers in the code are field numbers of `onnx.proto`.
final class OnnxGraph {
    /// Bound on operations, so that an unrolled network stays readable for other programs.
    private static final int MAX_NODES = 50_000;

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;

    private final Proto graph = new Proto();
    private final Set<String> stored = new HashSet<>();
    private int nodes;

    /// Appends an operation.
    ///
    /// @param attributes of type `Integer`, `Float` or `List<Integer>`
    /// @return name of its only output
    String node(String type, String output, Map<String, ?> attributes, String... inputs) {
        if (++nodes > MAX_NODES) {
            throw new InvalidNetwork("the graph over all time steps has more than " + MAX_NODES
                    + " operations: export it with fewer time steps");
        }
        Proto node = new Proto();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(3, output).text(4, type);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
        return output;
    }

    private static Proto attribute(String name, Object value) {
        Proto attribute = new Proto().text(1, name);
        return switch (value) {
            case Integer number -> attribute.number(3, number).number(20, 2);
            case Float number -> attribute.real(2, number).number(20, 1);
            case Collection<?> numbers -> {
                numbers.forEach(number -> attribute.number(8, (Integer) number));
                yield attribute.number(20, 7);
            }
            default -> throw new IllegalArgumentException("no attribute is a " + value.getClass());
        };
    }

    /// Stores an array once, however often it is asked for.
    String constant(String name, List<Integer> sizes, Block block) {
        if (stored.add(name)) {
            Proto tensor = new Proto();
            sizes.forEach(size -> tensor.number(1, size));
            tensor.number(2, FLOAT).text(8, name);
            tensor.bytes(9, UnsafeByteOperations.unsafeWrap(block.data().asByteBuffer()));
            graph.message(5, tensor);
        }
        return name;
    }

    String scalar(String name, float value) {
        return constant(name, List.of(), Block.of(new Shape(List.of()), value));
    }

    /// Values of the graph's border: any number of samples N, then the shape of one.
    private static Proto border(String name, Shape shape) {
        Proto sizes = new Proto().message(1, new Proto().text(2, "N"));
        shape.sizes().forEach(size -> sizes.message(1, new Proto().number(1, size)));
        Proto tensor = new Proto().number(1, FLOAT).message(2, sizes);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /// The whole model.
    ///
    /// @param metadata texts by name
    byte[] model(Shape input, Shape output, Map<String, String> metadata) {
        graph.text(2, "network").message(11, border("sample", input)).message(12, border("logits", output));
        Proto model = new Proto()
                .number(1, IR_VERSION)
                .text(2, Provenance.thisTool())
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new Proto().text(1, key).text(2, value)));
        return model.toBytes();
    }
}
