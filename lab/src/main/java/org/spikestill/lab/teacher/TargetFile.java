package org.spikestill.lab.teacher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// A file of stored targets: those of one copy of every sample, filled chunk by chunk and then mapped into memory.
///
/// ```
/// file    key, 64 bytes | a checksum for each chunk, 8 bytes | a record for each sample, little-endian
/// record  for each part of the specification its [BlockFloat16]
/// ```
///
/// A chunk counts as written if its checksum is right, so a writer that is killed, or a power cut, costs the chunks
/// under way and nothing else.
final class TargetFile implements AutoCloseable {
    /// Samples per pass of the teacher: enough to fill the teacher's kernels, few enough for large pictures.
    static final int CHUNK = 32;

    private static final int KEY_BYTES = 64;

    /// Tells a checksum from space that was never written.
    private static final long WRITTEN = 1L << 32;

    private final Path file;
    private final byte[] key;
    private final FileChannel channel;
    private final TargetSpec wanted;
    private final int samples;
    private final int recordBytes;
    private final Arena arena = Arena.ofShared();
    private MemorySegment records;

    private TargetFile(Path file, String key, FileChannel channel, TargetSpec wanted, int samples) {
        this.file = file;
        this.key = key.getBytes(StandardCharsets.US_ASCII);
        this.channel = channel;
        this.wanted = wanted;
        this.samples = samples;
        this.recordBytes = recordBytes(wanted);
    }

    /// Opens a file or makes it.
    ///
    /// @param key 64 characters that name all that decides the targets
    static TargetFile open(Path file, String key, TargetSpec wanted, int samples) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new TargetFile(file, key, channel, wanted, samples);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /// Size of the file for so many samples.
    static long bytes(TargetSpec wanted, int samples) {
        return start(samples) + (long) recordBytes(wanted) * samples;
    }

    private static int recordBytes(TargetSpec wanted) {
        return wanted.parts().values().stream()
                .mapToInt(shape -> BlockFloat16.bytes(shape.elements()))
                .reduce(0, Math::addExact);
    }

    private static long start(int samples) {
        return KEY_BYTES + 8L * chunks(samples);
    }

    private static int chunks(int samples) {
        return (samples + CHUNK - 1) / CHUNK;
    }

    int chunks() {
        return chunks(samples);
    }

    private long at(int chunk) {
        return start(samples) + (long) chunk * CHUNK * recordBytes;
    }

    private ByteBuffer buffer(int chunk) {
        int held = Math.min(CHUNK, samples - chunk * CHUNK);
        return ByteBuffer.allocate(Math.multiplyExact(held, recordBytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The first chunk that is not written, or the number of chunks.
    int missing() {
        try {
            ByteBuffer checks = ByteBuffer.allocate(8 * chunks()).order(ByteOrder.LITTLE_ENDIAN);
            readFully(checks, KEY_BYTES);
            for (int chunk = 0; chunk < chunks(); chunk++) {
                ByteBuffer written = buffer(chunk);
                if (!readFully(written, at(chunk)) || check(written) != checks.getLong(8 * chunk)) {
                    return chunk;
                }
            }
            return chunks();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static long check(ByteBuffer chunk) {
        CRC32C check = new CRC32C();
        check.update(chunk.array());
        return WRITTEN | check.getValue();
    }

    /// The right to look and write, which one process has at a time.
    record Turn(FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            lock.release();
        }
    }

    /// Waits for another process at work on the same file, and empties the file if it has another key.
    Turn turn(Progress progress) {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                progress.say("another run computes the same targets of the teacher: waiting for it");
                lock = channel.lock();
            }
            ByteBuffer found = ByteBuffer.allocate(KEY_BYTES);
            readFully(found, 0);
            if (!Arrays.equals(found.array(), key)) {
                channel.truncate(0);
                writeFully(ByteBuffer.wrap(key), 0);
            }
            return new Turn(lock);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    void write(int chunk, Targets targets) {
        ByteBuffer buffer = buffer(chunk);
        int offset = 0;
        for (Map.Entry<Targets.Part, Shape> part : wanted.parts().entrySet()) {
            int size = part.getValue().elements();
            float[] values = targets.bySample(part.getKey());
            for (int i = 0; i * recordBytes < buffer.capacity(); i++) {
                BlockFloat16.write(values, i * size, size, buffer, i * recordBytes + offset);
            }
            offset += BlockFloat16.bytes(size);
        }
        try {
            writeFully(buffer, at(chunk));
            ByteBuffer check = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(check.putLong(0, check(buffer)), KEY_BYTES + 8L * chunk);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /// Makes the targets readable, once all are written.
    void map() throws IOException {
        records = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes(wanted, samples), arena);
    }

    /// @param indices numbers of samples
    /// @return tensors that live in the caller's scope
    Targets read(int[] indices) {
        Map<Targets.Part, Tensor> targets = new LinkedHashMap<>();
        long offset = start(samples);
        for (Map.Entry<Targets.Part, Shape> part : wanted.parts().entrySet()) {
            int size = part.getValue().elements();
            float[] values = new float[indices.length * size];
            for (int i = 0; i < indices.length; i++) {
                BlockFloat16.read(records, offset + (long) indices[i] * recordBytes, values, i * size, size);
            }
            targets.put(part.getKey(), Targets.ofSamples(part.getKey(), part.getValue(), values));
            offset += BlockFloat16.bytes(size);
        }
        return new Targets(targets);
    }

    private boolean readFully(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private void writeFully(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    private static InvalidFile unusable(Path file, IOException e) {
        return new InvalidFile(
                file,
                "the targets of the teacher cannot be stored: " + InvalidFile.reason(e)
                        + "; make room, or lower augmentedCopies",
                e);
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
