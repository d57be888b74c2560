package org.spikestill.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

class TensorsTest {
    private static final String AGAIN =
            "fetch it again, or delete it if a run wrote it, which makes it anew with --resume";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("tensors.safetensors");
    }

    private static Tensors read(Path file) {
        return Tensors.read(file, Arena.ofAuto());
    }

    private static Block bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Block(DType.I8, Shape.of(values.length), MemorySegment.ofArray(bytes));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Tensors tensors = new Tensors(
                Map.of("a", bytes(1, -2, 3), "b.weight", Block.of(Shape.of(2, 2), 1, 2, 3, Float.NaN)),
                Map.of("note", "quotes \" and \"digest\":\"x\" and é", "empty", ""));
        tensors.write(file);
        assertThat(read(file)).isEqualTo(tensors);
        new Tensors(Map.of(), Map.of()).write(file);
        assertThat(read(file)).isEqualTo(new Tensors(Map.of(), Map.of()));
    }

    /// What `safetensors` 0.8.0 for Python wrote, see make_foreign.py beside the file.
    @Test
    void filesOfOtherToolsAreRead() throws IOException {
        try (InputStream in = TensorsTest.class.getResourceAsStream("foreign.safetensors")) {
            Files.write(file, in.readAllBytes());
        }
        Tensors foreign = read(file);
        assertThat(foreign.metadata()).containsExactly(Map.entry("made_by", "numpy"));
        assertThat(foreign.blocks().keySet()).containsExactly("codes", "counts", "weight");
        assertThat(foreign.blocks().get("weight")).isEqualTo(Block.of(Shape.of(2, 3), 0, 0.5f, 1, 1.5f, 2, 2.5f));
        assertThat(foreign.blocks().get("codes")).isEqualTo(bytes(-128, 0, 127));
        Block counts = foreign.blocks().get("counts");
        assertThat(counts.type()).isEqualTo(DType.I32);
        assertThat(counts.data().get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 4))
                .isEqualTo(-70000);
    }

    @Test
    void dataBeginsAtAMultipleOf64AndEachArrayAtAMultipleOfItsElements() throws IOException {
        for (int padding = 0; padding < 70; padding++) {
            new Tensors(Map.of("a", bytes(1), "b", Block.of(Shape.of(3), 1, 2, 3)), Map.of("x", "y".repeat(padding)))
                    .write(file);
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int start = 8 + (int) bytes.getLong(0);
            assertThat(start % 64).isZero();
            assertThat(bytes.getFloat(start + 4)).isEqualTo(2f);
            assertThat(bytes.get(start + 12)).isEqualTo((byte) 1);
            assertThat(bytes.capacity()).isEqualTo(start + 13);
        }
    }

    @Test
    void hostileHeadersAreRefusedByName() {
        String f32 = "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";
        demand("{'a':" + f32 + "}", 7, "is truncated at byte 69 of 70: " + AGAIN);
        demand("{'a':" + f32 + "}", 9, "has 1 bytes after its last tensor, which ends at byte 70: " + AGAIN);
        demand(
                "{'a':" + f32 + ",'b':" + f32 + "}",
                8,
                "tensor 'b' begins at byte 0 of the data, the one before it ends at 8: tensors follow one another");
        demand(
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}",
                12,
                "tensor 'a' begins at byte 4 of the data, the one before it ends at 0: tensors follow one another");
        demand(
                "{'a':" + f32 + ",'a':" + f32 + "}",
                8,
                "its header is not JSON: line 1, column 58: Duplicate Object property \"a\"");
        demand(
                "{'a':{'dtype':'U64','shape':[1],'data_offsets':[0,8]}}",
                8,
                "tensor 'a' has dtype \"U64\", which is not supported: there are [F64, F32, F16, BF16, I64, I32, I8]");
        demand(
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
                8,
                "tensor 'a' lies in bytes 0 to 8, but F32 [3] takes 12 bytes");
        demand(
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}",
                8,
                "tensor 'a' lies in bytes 8 to 0, but F32 [2] takes 8 bytes");
        demand(
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647],'data_offsets':[0,8]}}",
                8,
                "tensor 'a': shape [2147483647, 2147483647] holds more than 1073741824 elements");
        demand(
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}}",
                8,
                "tensor 'a': shape [-1] has size -1: every size must be at least 1");
        demand(
                "{'a':{'dtype':'F32','shape':[1e9],'data_offsets':[0,8]}}",
                8,
                "tensor 'a' has shape [1.0E9]: sizes are whole numbers");
        demand(
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}}",
                8,
                "tensor 'a' has no data_offsets [begin, end]");
        demand("{'a':{'dtype':'F32','shape':[2]}}", 8, "tensor 'a' has no data_offsets [begin, end]");
        demand("{'a':[]}", 8, "tensor 'a' has no dtype");
        demand("{'__metadata__':{'x':5}}", 0, "its metadata 'x' is no text: safetensors allows text only");
        demand(
                "{'a':" + "[".repeat(100) + "}",
                0,
                "its header is not JSON: Document nesting depth (65) exceeds the maximum allowed (64)");
        demand(
                "{\u0000}",
                0,
                "its header is not JSON: line 1, column 2: Illegal character ((CTRL-CHAR, code 0)): "
                        + "only regular white space (\\r, \\n, \\t) is allowed between tokens");
    }

    @Test
    void hostileLengthsAreRefusedBeforeAnythingIsAllocated() throws IOException {
        for (long length : new long[] {-1, 0, 1, (16 << 20) + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            write(length, "{}".getBytes());
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessage(file
                            + ": is no safetensors file: it does not begin with a header of at most 16777216 bytes");
        }
        write(3, "{}".getBytes());
        assertThatThrownBy(() -> read(file))
                .hasMessage(file + ": is truncated at byte 10, inside its header of 3 bytes: " + AGAIN);
        write(2, "{".getBytes(), new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> read(file)).hasMessage(file + ": its header is no UTF-8 text: " + AGAIN);
    }

    @Test
    void textsOfTheFileItselfCannotBeTaken() {
        assertThatThrownBy(() -> new Tensors(Map.of(), Map.of("digest", "x")))
                .hasMessage("metadata holds 'digest', which the file itself writes: rename it");
    }

    @Test
    void aFailedWriteLeavesNothingBehind() throws IOException {
        Tensors tensors = new Tensors(Map.of("a", bytes(1)), Map.of());
        Path absent = folder.resolve("absent/x.safetensors");
        assertThatThrownBy(() -> tensors.write(absent))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(
                        absent + ": cannot be written: there is no folder " + absent.getParent() + ", create it first");

        Path occupied =
                Files.createDirectories(folder.resolve("occupied/by/files")).getParent();
        assertThatThrownBy(() -> tensors.write(occupied))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(occupied + ": cannot be written: ");
        try (Stream<Path> left = Files.list(occupied.getParent())) {
            assertThat(left).containsExactly(occupied);
        }
    }

    @Test
    void aWriteReplacesTheOldFileWhileItIsStillInUse() {
        new Tensors(Map.of("a", bytes(1, 2)), Map.of()).write(file);
        Tensors old = read(file);
        new Tensors(Map.of("a", bytes(3)), Map.of()).write(file);
        assertThat(old.blocks().get("a")).isEqualTo(bytes(1, 2));
        assertThat(read(file).blocks().get("a")).isEqualTo(bytes(3));
        assertThat(List.of(folder.toFile().list())).containsExactly("tensors.safetensors");
    }

    private void demand(String header, int dataBytes, String message) {
        String json = header.replace('\'', '"');
        byte[] text = json.getBytes();
        write(text.length, text, new byte[dataBytes]);
        assertThatThrownBy(() -> read(file)).isInstanceOf(InvalidFile.class).hasMessage(file + ": " + message);
    }

    private void write(long length, byte[]... parts) {
        int size = 8;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        for (byte[] part : parts) {
            bytes.put(part);
        }
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
