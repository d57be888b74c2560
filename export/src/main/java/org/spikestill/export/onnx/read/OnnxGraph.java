package org.spikestill.export.onnx.read;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;

/// The graph of an ONNX file as a value (`ModelProto`, onnx.ai).
///
/// @param opset version of ONNX's own operators
/// @param nodes in the order of the file, which is topological
/// @param constants by name: initialisers, which older files list among the inputs too
/// @param inputs that are no constants
/// @param metadata texts that an exporter has added
/// @param content the whole message
public record OnnxGraph(
        long opset,
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> constants,
        List<Value> inputs,
        List<Value> outputs,
        Map<String, String> metadata,
        Message content) {
    /// Bound on a file, far above the networks that become spiking ones.
    private static final long MAX_BYTES = 1L << 30;

    private static final int MAX_NODES = 100_000;
    private static final int GRAPH = 7;
    private static final int GRAPH_OUTPUT = 12;
    private static final long UNKNOWN = -1;

    /// A named value with its type.
    ///
    /// @param sizes of its axes; −1 where one is not fixed, such as that of the batch
    public record Value(String name, List<Long> sizes) {
        public Value {
            sizes = List.copyOf(sizes);
        }

        static Value of(Message value) throws IOException {
            List<Long> sizes = new ArrayList<>();
            var type = value.message(2);
            var tensor = type.isEmpty() ? type : type.get().message(1);
            var shape = tensor.isEmpty() ? tensor : tensor.get().message(2);
            if (shape.isPresent()) {
                for (Message axis : shape.get().messages(1)) {
                    sizes.add(axis.number(1).filter(size -> size > 0).orElse(UNKNOWN));
                }
            }
            return new Value(value.text(1), sizes);
        }
    }

    public OnnxGraph {
        nodes = List.copyOf(nodes);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// @throws InvalidFile saying what is wrong with the file
    public static OnnxGraph read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new InvalidFile(
                        file, "has " + bytes + " bytes: an ONNX file of more than " + MAX_BYTES + " is not read");
            }
            return of(Message.parse(ByteString.copyFrom(Files.readAllBytes(file))));
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidFile(file, "is no ONNX file: " + e.getMessage(), e);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        }
    }

    private static OnnxGraph of(Message model) throws IOException {
        Message graph =
                model.message(GRAPH).orElseThrow(() -> new InvalidNetwork("is no ONNX file: it holds no graph"));
        List<OnnxNode> nodes = new ArrayList<>();
        for (Message node : graph.messages(1)) {
            nodes.add(OnnxNode.of(node));
        }
        if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
            throw new InvalidNetwork("its graph has " + nodes.size() + " nodes: wanted 1 to " + MAX_NODES);
        }
        Map<String, OnnxTensor> constants = new LinkedHashMap<>();
        for (Message tensor : graph.messages(5)) {
            OnnxTensor read = OnnxTensor.of(tensor);
            constants.put(read.name(), read);
        }
        List<Value> inputs = new ArrayList<>(values(graph, 11));
        inputs.removeIf(input -> constants.containsKey(input.name()));
        return new OnnxGraph(
                opset(model), nodes, constants, inputs, values(graph, GRAPH_OUTPUT), metadata(model), model);
    }

    private static List<Value> values(Message graph, int field) throws IOException {
        List<Value> values = new ArrayList<>();
        for (Message value : graph.messages(field)) {
            values.add(Value.of(value));
        }
        return values;
    }

    private static long opset(Message model) throws IOException {
        long newest = 0;
        for (Message set : model.messages(8)) {
            if (set.text(1).isEmpty()) {
                newest = Math.max(newest, set.number(2).orElse(0L));
            }
        }
        return newest;
    }

    private static Map<String, String> metadata(Message model) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Message entry : model.messages(14)) {
            texts.put(entry.text(1), entry.text(2));
        }
        return texts;
    }

    /// The file with further values among its outputs.
    ///
    /// @param values outputs of nodes
    public byte[] withOutputs(Iterable<String> values) throws InvalidProtocolBufferException {
        Message graph = content.message(GRAPH).orElseThrow();
        UnknownFieldSet.Field.Builder outputs =
                UnknownFieldSet.Field.newBuilder(graph.fields().getField(GRAPH_OUTPUT));
        for (String value : values) {
            UnknownFieldSet info = UnknownFieldSet.newBuilder()
                    .addField(
                            1,
                            UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFromUtf8(value))
                                    .build())
                    .build();
            outputs.addLengthDelimited(info.toByteString());
        }
        UnknownFieldSet more = graph.fields().toBuilder()
                .clearField(GRAPH_OUTPUT)
                .addField(GRAPH_OUTPUT, outputs.build())
                .build();
        return content.fields().toBuilder()
                .clearField(GRAPH)
                .addField(
                        GRAPH,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(more.toByteString())
                                .build())
                .build()
                .toByteArray();
    }
}
