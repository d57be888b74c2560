package org.spikestill.export.onnx.read;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A protocol-buffer message whose fields are read by number, as `onnx.proto` assigns them. A field of another wire type than
/// asked for counts as absent.
public record Message(UnknownFieldSet fields) {
    static Message parse(ByteString bytes) throws InvalidProtocolBufferException {
        return new Message(UnknownFieldSet.parseFrom(bytes));
    }

    private UnknownFieldSet.Field field(int number) {
        return fields.getField(number);
    }

    Optional<ByteString> bytes(int number) {
        List<ByteString> all = field(number).getLengthDelimitedList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    String text(int number) {
        return bytes(number).map(ByteString::toStringUtf8).orElse("");
    }

    List<String> texts(int number) {
        return field(number).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .toList();
    }

    Optional<Long> number(int number) {
        List<Long> all = field(number).getVarintList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Repeated whole numbers, packed or not.
    List<Long> numbers(int number) throws IOException {
        List<Long> all = new ArrayList<>(field(number).getVarintList());
        for (ByteString packed : field(number).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                all.add(in.readRawVarint64());
            }
        }
        return all;
    }

    Optional<Float> real(int number) {
        List<Integer> all = field(number).getFixed32List();
        return all.isEmpty() ? Optional.empty() : Optional.of(Float.intBitsToFloat(all.getLast()));
    }

    /// Repeated reals of 32 bits, packed or not.
    List<Float> reals(int number) throws IOException {
        List<Float> all = new ArrayList<>();
        field(number).getFixed32List().forEach(bits -> all.add(Float.intBitsToFloat(bits)));
        for (ByteString packed : field(number).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                all.add(in.readFloat());
            }
        }
        return all;
    }

    Optional<Message> message(int number) throws InvalidProtocolBufferException {
        Optional<ByteString> bytes = bytes(number);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(parse(bytes.get()));
    }

    List<Message> messages(int number) throws InvalidProtocolBufferException {
        List<Message> all = new ArrayList<>();
        for (ByteString each : field(number).getLengthDelimitedList()) {
            all.add(parse(each));
        }
        return all;
    }
}
