package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikestill.model.InvalidFile;

/// One array in NumPy's format NPY, versions 1 to 3 (NumPy Enhancement Proposal 1): a header in text, then the elements in C
/// order.
///
/// @param dimensions its shape; none for a scalar
/// @param type such as `<f4`
/// @param bytes the elements, in their own byte order
record NumpyArray(List<Integer> dimensions, String type, ByteBuffer bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;

    /// Bound on the elements of an array in bytes.
    static final long MAX_BYTES = 1L << 28;

    private static final Map<String, Integer> SIZES =
            Map.of("u1", 1, "i1", 1, "b1", 1, "u2", 2, "i2", 2, "i4", 4, "u4", 4, "i8", 8, "f4", 4, "f8", 8);

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z][0-9]*)'");
    private static final Pattern OBJECT = Pattern.compile("'descr'\\s*:\\s*(\\[|'\\|?O)");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /// @throws InvalidFile naming the byte and the part of the header that is wrong
    static NumpyArray read(ByteFile file) throws IOException {
        if (!Arrays.equals(file.bytes(MAGIC.length, "magic number"), MAGIC)) {
            throw file.refusal(0, "no NumPy array, which begins with 93 'NUMPY'");
        }
        int version = file.bytes(2, "version")[0];
        int length = version == 1 ? little(file.bytes(2, "header")) : little(file.bytes(4, "header"));
        if (version < 1 || version > 3 || length < 0 || length > MAX_HEADER) {
            throw file.refusal(
                    6,
                    "version " + version + " with a header of " + length + " bytes: wanted version 1 to 3"
                            + " and at most " + MAX_HEADER);
        }
        String header = new String(file.bytes(length, "header"), StandardCharsets.UTF_8);
        String type = type(file, header);
        List<Integer> dimensions = dimensions(file, header);
        long bytes = SIZES.get(type.substring(1));
        for (int each : dimensions) {
            bytes = Math.min(bytes * each, Long.MAX_VALUE >> 32); // each factor has 31 bits
        }
        if (bytes > MAX_BYTES) {
            throw file.refusal(
                    10,
                    "an array of " + dimensions + ": wanted at most " + MAX_BYTES
                            + " bytes, save fewer samples or bytes instead of floats");
        }
        return new NumpyArray(dimensions, type, ByteBuffer.wrap(file.bytes((int) bytes, "elements")));
    }

    private static int little(byte[] bytes) {
        int value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static String type(ByteFile file, String header) {
        if (OBJECT.matcher(header).find()) {
            throw file.refusal(10, "an array of Python objects or records: save one of numbers");
        }
        Matcher type = find(file, TYPE, header, "'descr'");
        if (!SIZES.containsKey(type.group(2))) {
            throw file.refusal(
                    10,
                    "elements of type '" + type.group(2)
                            + "': wanted uint8, a whole number of 1 to 8 bytes, float32 or float64");
        }
        if (find(file, ORDER, header, "'fortran_order'").group(1).equals("True")) {
            throw file.refusal(10, "elements in Fortran's order: save np.ascontiguousarray(array)");
        }
        return (type.group(1).equals(">") ? ">" : "<") + type.group(2);
    }

    private static List<Integer> dimensions(ByteFile file, String header) {
        String text = find(file, SHAPE, header, "'shape'").group(1);
        List<String> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.size() > 8 || parts.stream().anyMatch(part -> !part.matches("[0-9]{1,9}"))) {
            throw file.refusal(10, "the shape (" + text + "): wanted at most 8 numbers of at most 9 digits");
        }
        return parts.stream().map(Integer::valueOf).toList();
    }

    private static Matcher find(ByteFile file, Pattern pattern, String header, String name) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw file.refusal(10, "the header holds no " + name + " that can be read");
        }
        return matcher;
    }

    /// Number of elements.
    int size() {
        return bytes.capacity() / SIZES.get(type.substring(1));
    }

    boolean isBytes() {
        return type.endsWith("u1");
    }

    boolean isFloat() {
        return type.charAt(1) == 'f';
    }

    /// Element `index` in C order.
    double at(int index) {
        bytes.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return switch (type.substring(1)) {
            case "u1", "b1" -> bytes.get(index) & 0xff;
            case "i1" -> bytes.get(index);
            case "u2" -> bytes.getShort(2 * index) & 0xffff;
            case "i2" -> bytes.getShort(2 * index);
            case "i4" -> bytes.getInt(4 * index);
            case "u4" -> bytes.getInt(4 * index) & 0xffff_ffffL;
            case "i8" -> bytes.getLong(8 * index);
            case "f4" -> bytes.getFloat(4 * index);
            default -> bytes.getDouble(8 * index);
        };
    }
}
