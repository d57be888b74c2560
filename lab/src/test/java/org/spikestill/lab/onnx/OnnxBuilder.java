package org.spikestill.lab.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// ONNX files as other exporters write them, by field numbers of `onnx.proto`.
public final class OnnxBuilder {
    private final long opset;
    private final UnknownFieldSet.Builder graph = UnknownFieldSet.newBuilder();
    private final UnknownFieldSet.Builder metadata = UnknownFieldSet.newBuilder();
    private int nodes;

    /// @param sizes of the input `x`; −1 leaves one open
    public OnnxBuilder(long opset, long... sizes) {
        this.opset = opset;
        graph.mergeField(11, message(value("x", sizes)));
    }

    static Field message(UnknownFieldSet.Builder content) {
        return Field.newBuilder()
                .addLengthDelimited(content.build().toByteString())
                .build();
    }

    static Field text(String text) {
        return Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(text))
                .build();
    }

    static Field number(long... values) {
        Field.Builder field = Field.newBuilder();
        for (long value : values) {
            field.addVarint(value);
        }
        return field.build();
    }

    private static UnknownFieldSet.Builder value(String name, long... sizes) {
        UnknownFieldSet.Builder shape = UnknownFieldSet.newBuilder();
        for (long size : sizes) {
            shape.mergeField(
                    1,
                    message(UnknownFieldSet.newBuilder()
                            .addField(size < 0 ? 2 : 1, size < 0 ? text("N") : number(size))));
        }
        UnknownFieldSet.Builder tensor =
                UnknownFieldSet.newBuilder().addField(1, number(1)).addField(2, message(shape));
        return UnknownFieldSet.newBuilder()
                .addField(1, text(name))
                .addField(2, message(UnknownFieldSet.newBuilder().addField(1, message(tensor))));
    }

    private static UnknownFieldSet.Builder floats(String name, long[] sizes, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, 1, raw, sizes);
    }

    private static UnknownFieldSet.Builder tensor(String name, int type, ByteBuffer raw, long... sizes) {
        UnknownFieldSet.Builder tensor = UnknownFieldSet.newBuilder();
        if (sizes.length > 0) {
            tensor.addField(1, number(sizes));
        }
        return tensor.addField(2, number(type))
                .addField(8, text(name))
                .addField(
                        9,
                        Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(raw))
                                .build());
    }

    /// An initialiser.
    public OnnxBuilder constant(String name, long[] sizes, float... values) {
        graph.mergeField(5, message(floats(name, sizes, values)));
        return this;
    }

    /// An initialiser of whole numbers.
    public OnnxBuilder longs(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        graph.mergeField(5, message(tensor(name, 7, raw, values.length)));
        return this;
    }

    /// An initialiser in another file.
    public OnnxBuilder external(String name, long... sizes) {
        UnknownFieldSet.Builder location =
                UnknownFieldSet.newBuilder().addField(1, text("location")).addField(2, text("weights.bin"));
        graph.mergeField(
                5,
                message(UnknownFieldSet.newBuilder()
                        .addField(1, number(sizes))
                        .addField(2, number(1))
                        .addField(8, text(name))
                        .addField(13, message(location))
                        .addField(14, number(1))));
        return this;
    }

    /// An initialiser among the inputs, as files before opset 9 have it.
    public OnnxBuilder input(String name, long... sizes) {
        graph.mergeField(11, message(value(name, sizes)));
        return this;
    }

    /// @param attributes see [#ints], [#real] and [#tensor]
    public OnnxBuilder node(String op, List<String> inputs, String output, UnknownFieldSet.Builder... attributes) {
        UnknownFieldSet.Builder node = UnknownFieldSet.newBuilder();
        inputs.forEach(input -> node.mergeField(1, text(input)));
        node.addField(2, text(output))
                .addField(3, text(op.toLowerCase() + nodes++))
                .addField(4, text(op));
        for (UnknownFieldSet.Builder attribute : attributes) {
            node.mergeField(5, message(attribute));
        }
        graph.mergeField(1, message(node));
        return this;
    }

    public static UnknownFieldSet.Builder ints(String name, long... values) {
        return UnknownFieldSet.newBuilder()
                .addField(1, text(name))
                .addField(8, number(values))
                .addField(20, number(7));
    }

    public static UnknownFieldSet.Builder number(String name, long value) {
        return UnknownFieldSet.newBuilder()
                .addField(1, text(name))
                .addField(3, number(value))
                .addField(20, number(2));
    }

    public static UnknownFieldSet.Builder real(String name, float value) {
        Field field = Field.newBuilder().addFixed32(Float.floatToIntBits(value)).build();
        return UnknownFieldSet.newBuilder()
                .addField(1, text(name))
                .addField(2, field)
                .addField(20, number(1));
    }

    /// The value of a `Constant`.
    public static UnknownFieldSet.Builder tensor(long[] sizes, float... values) {
        return UnknownFieldSet.newBuilder()
                .addField(1, text("value"))
                .addField(5, message(floats("", sizes, values)))
                .addField(20, number(4));
    }

    public OnnxBuilder metadata(String key, String value) {
        metadata.mergeField(
                14, message(UnknownFieldSet.newBuilder().addField(1, text(key)).addField(2, text(value))));
        return this;
    }

    public byte[] build(String output, long... sizes) {
        graph.addField(2, text("graph")).mergeField(12, message(value(output, sizes)));
        UnknownFieldSet.Builder version =
                UnknownFieldSet.newBuilder().addField(1, text("")).addField(2, number(opset));
        return UnknownFieldSet.newBuilder()
                .addField(1, number(opset < 9 ? 3 : 8))
                .addField(2, text("test"))
                .addField(7, message(graph))
                .addField(8, message(version))
                .mergeFrom(metadata.build())
                .build()
                .toByteArray();
    }

    public Path write(Path file, String output, long... sizes) throws IOException {
        return Files.write(file, build(output, sizes));
    }
}
