package org.spikestill.export.onnx.read;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.spikestill.model.InvalidNetwork;

/// A constant of an ONNX graph (`TensorProto`), decoded when it is read.
///
/// @param sizes of its axes; empty for a scalar
/// @param content the message it is stored in
public record OnnxTensor(String name, List<Integer> sizes, Type type, Message content) {
    /// Element types that are read, by their numbers in `onnx.proto`.
    public enum Type {
        FLOAT(1, 4, 4),
        INT32(6, 4, 5),
        INT64(7, 8, 7),
        FLOAT16(10, 2, 5),
        DOUBLE(11, 8, 0),
        BFLOAT16(16, 2, 5);

        private final int number;
        private final int bytes;
        private final int field;

        /// @param field in which values stand that are not raw; 0 where such are not read
        Type(int number, int bytes, int field) {
            this.number = number;
            this.bytes = bytes;
            this.field = field;
        }

        static Type of(long number, String name) {
            for (Type type : values()) {
                if (type.number == number) {
                    return type;
                }
            }
            throw new InvalidNetwork("tensor '" + name + "' has element type " + number
                    + ", which is not read: export the model in float32");
        }
    }

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;
    private static final int MOST_AXES = 8;

    public OnnxTensor {
        sizes = List.copyOf(sizes);
    }

    static OnnxTensor of(Message content) throws IOException {
        String name = content.text(NAME);
        if (content.number(DATA_LOCATION).orElse(0L) != 0
                || !content.messages(EXTERNAL_DATA).isEmpty()) {
            throw new InvalidNetwork(
                    "tensor '" + name + "' lies in another file (external data), which is not read: save the"
                            + " model with its weights in one file, as torch.onnx.export(…, external_data=False) does");
        }
        List<Long> sizes = content.numbers(DIMS);
        if (sizes.size() > MOST_AXES || sizes.stream().anyMatch(size -> size < 0 || size > Integer.MAX_VALUE)) {
            throw new InvalidNetwork("tensor '" + name + "' has sizes " + sizes + ": there are at most " + MOST_AXES
                    + " axes, and none is negative");
        }
        Type type = Type.of(content.number(DATA_TYPE).orElse(0L), name);
        return new OnnxTensor(name, sizes.stream().map(Long::intValue).toList(), type, content);
    }

    /// Product of the sizes; 1 of a scalar.
    public int elements() {
        long all = 1;
        for (int size : sizes) {
            all *= size;
            if (all > Integer.MAX_VALUE) {
                throw new InvalidNetwork("tensor '" + name + "' has sizes " + sizes + ": that is too large");
            }
        }
        return (int) all;
    }

    /// The values as float32.
    ///
    /// @throws InvalidNetwork if there are not as many as the sizes say
    public float[] floats() {
        IntToDoubleFunction value = values();
        float[] floats = new float[elements()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) value.applyAsDouble(i);
        }
        return floats;
    }

    /// The values as whole numbers.
    public long[] longs() {
        IntToDoubleFunction value = values();
        long[] longs = new long[elements()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = (long) value.applyAsDouble(i);
        }
        return longs;
    }

    /// Whole numbers beyond 2⁵³ lose digits, which no shape has.
    private IntToDoubleFunction values() {
        try {
            ByteString raw = content.bytes(RAW_DATA).orElse(ByteString.EMPTY);
            return raw.isEmpty() ? listed() : raw(raw);
        } catch (IOException e) {
            throw new InvalidNetwork("tensor '" + name + "' is damaged: " + e.getMessage());
        }
    }

    private IntToDoubleFunction raw(ByteString raw) {
        checkCount(raw.size() / (double) type.bytes);
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> i -> bytes.getFloat(4 * i);
            case INT32 -> i -> bytes.getInt(4 * i);
            case INT64 -> i -> bytes.getLong(8 * i);
            case DOUBLE -> i -> bytes.getDouble(8 * i);
            case FLOAT16 -> i -> Float.float16ToFloat(bytes.getShort(2 * i));
            case BFLOAT16 -> i -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
        };
    }

    private IntToDoubleFunction listed() throws IOException {
        return switch (type) {
            case FLOAT -> {
                List<Float> values = content.reals(type.field);
                checkCount(values.size());
                yield values::get;
            }
            case DOUBLE ->
                throw new InvalidNetwork(
                        "tensor '" + name + "' holds doubles that are not raw: export the model in float32");
            case INT32, INT64, FLOAT16, BFLOAT16 -> {
                List<Long> values = content.numbers(type.field);
                checkCount(values.size());
                yield switch (type) {
                    case FLOAT16 -> i -> Float.float16ToFloat(values.get(i).shortValue());
                    case BFLOAT16 -> i -> Float.intBitsToFloat(values.get(i).intValue() << 16);
                    default -> i -> values.get(i);
                };
            }
        };
    }

    private void checkCount(double found) {
        if (found != elements()) {
            throw new InvalidNetwork(
                    "tensor '" + name + "' has sizes " + sizes + ", but " + found + " values: the file is damaged");
        }
    }
}
