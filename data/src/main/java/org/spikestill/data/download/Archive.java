package org.spikestill.data.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.spikestill.model.InvalidFile;

/// An archive in tar's `ustar` layout under gzip (POSIX.1-1988), whose digest is known: headers of 512 bytes with the name in the
/// first 100 and the length in octal from 124, each before its content, which is filled up to a multiple of 512.
final class Archive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int LENGTH = 124;
    private static final int LENGTH_DIGITS = 11;

    private Archive() {}

    /// Writes the members of these last names into a folder, each whole or not at all.
    ///
    /// @throws InvalidFile if one is missing
    static void unpack(Path archive, Path folder, List<String> members) throws IOException {
        Set<String> missing = new HashSet<>(members);
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (byte[] header = in.readNBytes(BLOCK);
                    header.length == BLOCK && header[0] != 0;
                    header = in.readNBytes(BLOCK)) {
                long length = length(archive, header);
                String name = text(header, 0, NAME);
                String last = name.substring(name.lastIndexOf('/') + 1);
                long filling = -length & BLOCK - 1;
                if (missing.remove(last)) {
                    write(in, length, folder.resolve(last));
                } else {
                    in.skipNBytes(length);
                }
                in.skipNBytes(filling);
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidFile(archive, "holds no " + missing);
        }
    }

    private static void write(InputStream in, long length, Path target) throws IOException {
        Path draft = target.resolveSibling("." + target.getFileName() + ".part");
        try (var out = Files.newOutputStream(draft)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = length; left > 0; ) {
                int step = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (step < 0) {
                    throw new IOException(target + ": the archive ends early");
                }
                out.write(buffer, 0, step);
                left -= step;
            }
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long length(Path archive, byte[] header) {
        String octal = text(header, LENGTH, LENGTH_DIGITS).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new InvalidFile(archive, "a member has length '" + octal + "', wanted octal digits");
        }
        return Long.parseLong(octal, 8);
    }

    private static String text(byte[] header, int from, int most) {
        int end = from;
        while (end < from + most && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
