package org.spikestill.bench.faults;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// A file channel whose operations fail as a [Trigger] chooses.
final class FaultyChannel extends FileChannel {
    private final FileChannel below;
    private final Path file;
    private final Trigger trigger;

    FaultyChannel(FileChannel below, Path file, Trigger trigger) {
        this.below = below;
        this.file = file;
        this.trigger = trigger;
    }

    /// A transfer between a buffer and the file.
    private interface Transfer {
        int run(ByteBuffer bytes) throws IOException;
    }

    private int read(ByteBuffer into, Transfer transfer) throws IOException {
        Fault ending = trigger.next(Operation.Kind.READ, file);
        return switch (ending) {
            case NONE -> transfer.run(into);
            case SHORT -> part(into, 1, transfer);
            case END -> -1;
            case ERROR, NO_SPACE -> throw Trigger.failure(ending, file);
        };
    }

    private int write(ByteBuffer from, Transfer transfer) throws IOException {
        Fault ending = trigger.next(Operation.Kind.WRITE, file);
        switch (ending) {
            case NONE -> {
                return transfer.run(from);
            }
            case SHORT -> {
                return part(from, 1, transfer);
            }
            case END, ERROR, NO_SPACE -> {
                part(from, from.remaining() / 2, transfer);
                throw Trigger.failure(ending, file);
            }
        }
        throw new AssertionError(ending);
    }

    private static int part(ByteBuffer bytes, int length, Transfer transfer) throws IOException {
        int limit = bytes.limit();
        try {
            return transfer.run(bytes.limit(bytes.position() + Math.min(length, bytes.remaining())));
        } finally {
            bytes.limit(limit);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return read(into, below::read);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return read(into, bytes -> below.read(bytes, position));
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : read(into[offset]);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return write(from, below::write);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return write(from, bytes -> below.write(bytes, position));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return length == 0 ? 0 : write(from[offset]);
    }

    @Override
    public long position() throws IOException {
        return below.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        below.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return below.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        trigger.check(Operation.Kind.TRUNCATE, file);
        below.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        trigger.check(Operation.Kind.FORCE, file);
        below.force(metaData);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        trigger.check(Operation.Kind.READ, file);
        return below.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        trigger.check(Operation.Kind.WRITE, file);
        return below.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        trigger.check(Operation.Kind.MAP, file);
        return below.map(mode, position, size);
    }

    @Override
    public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
        trigger.check(Operation.Kind.MAP, file);
        return below.map(mode, offset, size, arena);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        trigger.check(Operation.Kind.LOCK, file);
        return below.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        trigger.check(Operation.Kind.LOCK, file);
        return below.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        below.close();
    }
}
