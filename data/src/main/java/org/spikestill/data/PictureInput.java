package org.spikestill.data;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The bytes of a picture for a decoder, with a bound on reads behind their end. Some decoders take the missing bytes for zeros and go on
/// for minutes on a damaged file of a few hundred bytes.
final class PictureInput extends MemoryCacheImageInputStream {
    private static final int MOST_READS_BEHIND = 1024;

    private int behind;

    PictureInput(InputStream file) {
        super(file);
    }

    @Override
    public int read() throws IOException {
        return counted(super.read());
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return counted(super.read(into, from, length));
    }

    private int counted(int result) throws IOException {
        if (result < 0 && ++behind > MOST_READS_BEHIND) {
            throw new IOException("it ends at byte " + getStreamPosition() + ", before the picture does");
        }
        return result;
    }
}
