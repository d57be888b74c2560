package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/// The bytes of a picture for a decoder, with a bound on reads behind their end. Some decoders take the missing bytes for zeros and go on
/// for minutes on a damaged file of a few hundred bytes.
///
/// Closing it frees everything at once. The JDK's own streams over a file or a cache keep some memory until the garbage collector has
/// run, and classes derived from them have a finalizer.
final class PictureInput extends ImageInputStreamImpl {
    private static final int WINDOW = 1 << 13;
    private static final int MOST_READS_BEHIND = 1024;

    private final SeekableByteChannel file;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowEnd;
    private int behind;

    /// @param file closed with this
    PictureInput(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!fill()) {
            return end();
        }
        streamPos++;
        return Byte.toUnsignedInt(window.get());
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return end();
        }
        int count = Math.min(length, window.remaining());
        window.get(into, from, count);
        streamPos += count;
        return count;
    }

    /// Moves the window to where the decoder reads next.
    ///
    /// @return whether there is a byte
    private boolean fill() throws IOException {
        long at = streamPos - (windowEnd - window.limit());
        if (at >= 0 && at < window.limit()) {
            window.position((int) at);
            return true;
        }
        int count = file.position(streamPos).read(window.clear());
        window.flip();
        windowEnd = streamPos + window.limit();
        return count > 0;
    }

    private int end() throws IOException {
        if (++behind > MOST_READS_BEHIND) {
            throw new IOException("it ends at byte " + getStreamPosition() + ", before the picture does");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }

    /// Empty, so that the JVM does not register instances for finalization.
    @Override
    @Deprecated
    @SuppressWarnings("removal")
    protected void finalize() {}
}
