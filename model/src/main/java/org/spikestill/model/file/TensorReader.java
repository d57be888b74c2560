package org.spikestill.model.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;

/// A mapped safetensors file whose header has been understood; the digest is not yet checked. Every length is checked
/// against the file before anything of that length is allocated.
///
/// @param bytes the whole file
/// @param headerBytes length of the header
record TensorReader(Path file, MemorySegment bytes, int headerBytes, TensorHeader header) {
    /// Bound on a header; names and settings of the largest networks take a hundredth of it.
    static final int MAX_HEADER = 16 << 20;

    /// The way out for models that were fetched and for what a run leaves in its folder.
    static final String AGAIN = "fetch it again, or delete it if a run wrote it, which makes it anew with --resume";

    private static final int LENGTH_BYTES = 8;
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static TensorReader open(Path file, Arena arena) {
        MemorySegment bytes = map(file, arena);
        int headerBytes = headerBytes(file, bytes);
        TensorHeader header = header(file, bytes.asSlice(LENGTH_BYTES, headerBytes));
        long wanted = LENGTH_BYTES + headerBytes + header.dataBytes();
        if (bytes.byteSize() < wanted) {
            throw new InvalidFile(file, "is truncated at byte " + bytes.byteSize() + " of " + wanted + ": " + AGAIN);
        } else if (bytes.byteSize() > wanted) {
            throw new InvalidFile(
                    file,
                    "has " + (bytes.byteSize() - wanted) + " bytes after its last tensor, which ends at byte " + wanted
                            + ": " + AGAIN);
        }
        return new TensorReader(file, bytes, headerBytes, header);
    }

    private static MemorySegment map(Path file, Arena arena) {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        }
    }

    private static int headerBytes(Path file, MemorySegment bytes) {
        if (bytes.byteSize() <= LENGTH_BYTES) {
            throw new InvalidFile(file, "is no safetensors file: it has " + bytes.byteSize() + " bytes");
        }
        long length = bytes.get(LENGTH, 0);
        if (length < 2 || length > MAX_HEADER || bytes.get(ValueLayout.JAVA_BYTE, LENGTH_BYTES) != '{') {
            throw new InvalidFile(
                    file,
                    "is no safetensors file: it does not begin with a header of at most " + MAX_HEADER + " bytes");
        }
        if (LENGTH_BYTES + length > bytes.byteSize()) {
            throw new InvalidFile(
                    file,
                    "is truncated at byte " + bytes.byteSize() + ", inside its header of " + length + " bytes: "
                            + AGAIN);
        }
        return (int) length;
    }

    private static TensorHeader header(Path file, MemorySegment bytes) {
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.asByteBuffer())
                    .toString();
            return TensorHeader.parse(json);
        } catch (CharacterCodingException e) {
            throw new InvalidFile(file, "its header is no UTF-8 text: " + AGAIN, e);
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// The stored digest, once it is known to be that of the file.
    String verifiedDigest() {
        String stored = header.metadata().get(Tensors.DIGEST);
        String json = StandardCharsets.UTF_8
                .decode(bytes.asSlice(LENGTH_BYTES, headerBytes).asByteBuffer())
                .toString();
        String blank = json.replace(Tensors.mark(stored), Tensors.mark(Digest.BLANK));
        List<ByteBuffer> parts = new ArrayList<>(Digest.buffers(bytes.asSlice(0, LENGTH_BYTES)));
        parts.add(ByteBuffer.wrap(blank.getBytes(StandardCharsets.UTF_8)));
        parts.addAll(Digest.buffers(data()));
        String found = Digest.of(parts);
        if (!found.equals(stored)) {
            throw new InvalidFile(
                    file,
                    "its contents have digest " + found + ", it was written with " + stored
                            + ": it was altered or damaged, " + AGAIN);
        }
        return stored;
    }

    Tensors tensors() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (TensorHeader.Entry entry : header.entries()) {
            MemorySegment data = data().asSlice(entry.begin(), entry.end() - entry.begin());
            blocks.put(entry.name(), new Block(entry.type(), entry.shape(), data));
        }
        Map<String, String> texts = new LinkedHashMap<>(header.metadata());
        texts.remove(Tensors.DIGEST);
        return new Tensors(blocks, texts);
    }

    private MemorySegment data() {
        return bytes.asSlice(LENGTH_BYTES + headerBytes);
    }
}
