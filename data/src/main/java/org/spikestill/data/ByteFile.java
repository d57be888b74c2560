package org.spikestill.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.spikestill.model.InvalidFile;

/// A binary file, gzipped or not, read front to back. A refusal names the byte it is about, counted after
/// unpacking. Not for sharing between threads.
final class ByteFile implements AutoCloseable {
    /// Bound on what one file may unpack to: twice EMNIST by class (547 MB), the largest set of this kind.
    static final long MAX_BYTES = 1L << 30;

    /// Deflate never packs tighter than this (zlib technical details, "Maximum Expansion Factor").
    private static final long MAX_EXPANSION = 1032;

    private final Path file;
    private final InputStream in;
    private final boolean packed;
    private final long bytesOnDisk;
    private long position;

    private ByteFile(Path file, InputStream in, boolean packed, long bytesOnDisk) {
        this.file = file;
        this.in = in;
        this.packed = packed;
        this.bytesOnDisk = bytesOnDisk;
    }

    /// Gzip is recognised by its first two bytes, 1f 8b, not by the file's name.
    static ByteFile open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return new ByteFile(
                    file,
                    packed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)) : raw,
                    packed,
                    Files.size(file));
        } catch (EOFException | ZipException e) {
            raw.close();
            throw new InvalidFile(file, "byte 0: the gzip header is damaged: fetch the file again", e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// A member of an archive.
    ///
    /// @param in its unpacked bytes
    /// @param bytes its packed size
    static ByteFile unpacked(Path file, InputStream in, long bytes) {
        return new ByteFile(file, new BufferedInputStream(in, 1 << 16), true, bytes);
    }

    /// Whether the file can hold this many more bytes; checked before memory is allocated for a count in a header.
    private boolean hasRoomFor(long bytes) {
        return bytes <= (packed ? Math.min(MAX_BYTES, bytesOnDisk * MAX_EXPANSION) : bytesOnDisk - position);
    }

    /// The next bytes, all of them.
    ///
    /// @param what their name in a refusal
    byte[] bytes(int count, String what) throws IOException {
        if (!hasRoomFor(count)) {
            throw cutShort(
                    packed ? "is too small to hold" : "ends at byte " + bytesOnDisk + ", before the end of", what);
        }
        byte[] bytes = new byte[count];
        read(bytes, 0, count, what);
        return bytes;
    }

    /// Fills part of an array with the next bytes.
    void read(byte[] into, int offset, int count, String what) throws IOException {
        int done = 0;
        try {
            while (done < count) {
                int step = in.read(into, offset + done, count - done);
                if (step < 0) {
                    throw new EOFException();
                }
                done += step;
                position += step;
            }
        } catch (EOFException e) {
            throw cutShort("ends at byte " + position + ", before the end of", what);
        } catch (ZipException e) {
            throw new InvalidFile(file, "byte " + position + ": damaged gzip data: fetch the file again", e);
        }
    }

    /// Everything up to the end of the file.
    ///
    /// @param most bytes, refused beyond
    byte[] rest(int most) throws IOException {
        try {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw refusal(position + most, "more than " + most + " bytes: this is another kind of file");
            }
            position += bytes.length;
            return bytes;
        } catch (EOFException | ZipException e) {
            throw new InvalidFile(file, "damaged gzip data: fetch the file again", e);
        }
    }

    /// Whether there are no more bytes.
    boolean isOver() throws IOException {
        in.mark(1);
        boolean over = in.read() < 0;
        if (!over) {
            in.reset();
        }
        return over;
    }

    /// Bytes read so far.
    long position() {
        return position;
    }

    /// A big-endian 32-bit integer.
    int int32(String what) throws IOException {
        byte[] b = bytes(4, what);
        return (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
    }

    /// Refuses bytes after the content.
    void end() throws IOException {
        try {
            if (in.read() >= 0) {
                throw refusal(position, "the content should end here, but more bytes follow: fetch the file again");
            }
        } catch (EOFException | ZipException e) {
            throw new InvalidFile(file, "byte " + position + ": damaged gzip trailer: fetch the file again", e);
        }
    }

    InvalidFile refusal(long offset, String message) {
        return new InvalidFile(file, "byte " + offset + ": " + message);
    }

    private InvalidFile cutShort(String found, String what) {
        return new InvalidFile(file, found + " its " + what + ": the file is cut short, fetch it again");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
