package org.spikestill.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.spikestill.model.file.AtomicFile;

/// Named arrays as a NumPy archive NPZ: a zip of one array in format NPY 1.0 each (NumPy Enhancement Proposal 1). Equal arrays
/// give equal bytes.
public final class NumpyWriter implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    /// The earliest time that a zip can hold: archives have no time of their own.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path file;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    /// @param file written whole on [#write]
    public NumpyWriter(Path file) {
        this.file = file;
    }

    /// Adds an array of float32.
    ///
    /// @param values in C order
    public NumpyWriter add(String name, List<Integer> dimensions, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return add(name, "<f4", dimensions, values.length, buffer.array());
    }

    /// Adds an array of uint8.
    ///
    /// @param values in C order
    public NumpyWriter add(String name, List<Integer> dimensions, byte[] values) {
        return add(name, "|u1", dimensions, values.length, values);
    }

    private NumpyWriter add(String name, String type, List<Integer> dimensions, int count, byte[] content) {
        long wanted = dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (wanted != count) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + count + " elements, its shape " + dimensions + " has " + wanted);
        }
        String shape = dimensions.stream().map(each -> each + ",").collect(Collectors.joining(" ", "(", ")"));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = MAGIC.length + Short.BYTES;
        int length = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        try {
            ZipEntry entry = new ZipEntry(name + ".npy");
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            zip.write(MAGIC);
            zip.write(new byte[] {(byte) length, (byte) (length >> 8)});
            zip.write((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e); // two arrays of one name
        }
        return this;
    }

    /// Writes the archive whole or not at all.
    ///
    /// @throws org.spikestill.model.InvalidFile if it cannot be written
    public void write() {
        close();
        AtomicFile.write(file, List.of(ByteBuffer.wrap(bytes.toByteArray())));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
