package org.spikestill.export.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A protocol buffer message in the making, its fields in the order they are written.
final class Proto {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Field {
        void write() throws IOException;
    }

    private Proto with(Field field) {
        try {
            field.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
    }

    Proto number(int field, long value) {
        return with(() -> out.writeInt64(field, value));
    }

    Proto real(int field, float value) {
        return with(() -> out.writeFloat(field, value));
    }

    Proto text(int field, String value) {
        return with(() -> out.writeString(field, value));
    }

    Proto bytes(int field, ByteString value) {
        return with(() -> out.writeBytes(field, value));
    }

    Proto message(int field, Proto value) {
        return bytes(field, ByteString.copyFrom(value.toBytes()));
    }

    byte[] toBytes() {
        try {
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
    }
}
