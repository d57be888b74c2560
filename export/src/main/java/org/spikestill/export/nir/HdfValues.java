package org.spikestill.export.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;

/// Values of an HDF5 file within bounds: what jHDF decodes is bounded by the length of the file before it is decoded. Mutable, as room
/// is used up.
final class HdfValues {
    private static final long MAX_BYTES = 1L << 30;

    /// Bound on decoded bytes by stored ones: deflate reaches 1,000 on constant arrays, such as the parameters of neurons.
    private static final long MAX_EXPANSION = 1100;

    private long room; // bytes that may still be decoded

    private HdfValues(long bytes) {
        room = Math.min(4 * MAX_BYTES, bytes * MAX_EXPANSION);
    }

    /// @param content reads the whole file
    /// @throws InvalidFile saying what is wrong with the file
    static <T> T read(Path file, BiFunction<HdfFile, HdfValues, T> content) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > MAX_BYTES) {
                throw new InvalidFile(file, "has " + channel.size() + " bytes: at most " + MAX_BYTES + " are read");
            }
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try (HdfFile hdf = HdfFile.fromByteBuffer(bytes)) {
                return content.apply(hdf, new HdfValues(channel.size()));
            }
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // jHDF fails in many ways on bytes that are no HDF5; a circle of addresses overflows the stack
            throw new InvalidFile(file, "is no HDF5 file that can be read (" + e + "): write it again", e);
        }
    }

    NirValue value(String name, Dataset dataset) {
        Object content = decoded(dataset);
        if (content instanceof String text) {
            return new NirValue.Text(text);
        }
        List<Integer> sizes = Arrays.stream(dataset.getDimensions()).boxed().toList();
        double[] values = new double[sizes.stream().reduce(1, Math::multiplyExact)];
        if (flatten(content, values, 0) != values.length) {
            throw new InvalidNetwork("'" + name + "' holds fewer values than its shape " + sizes);
        }
        boolean whole = content instanceof Number number ? isWhole(number) : isWholeArray(content);
        return new NirArray(whole ? NirArray.Type.INT64 : NirArray.Type.FLOAT64, sizes, values);
    }

    /// A data set of numbers.
    NirArray array(Group group, String name) {
        if (group.getChild(name) instanceof Dataset dataset && value(name, dataset) instanceof NirArray array) {
            return array;
        }
        throw new InvalidNetwork("'" + group.getPath() + "' has no numbers '" + name + "'");
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Float || number instanceof Double);
    }

    private static boolean isWholeArray(Object array) {
        Class<?> type = array.getClass();
        while (type.isArray()) {
            type = type.componentType();
        }
        return type != float.class && type != double.class;
    }

    private static int flatten(Object content, double[] values, int position) {
        switch (content) {
            case Number number -> values[position] = number.doubleValue();
            case Boolean flag -> values[position] = flag ? 1 : 0;
            case float[] _, double[] _, long[] _, int[] _, short[] _, byte[] _, boolean[] _, Object[] _ -> {
                int next = position;
                for (int i = 0; i < Array.getLength(content); i++) {
                    next = flatten(Array.get(content, i), values, next);
                }
                return next;
            }
            default ->
                throw new InvalidNetwork(
                        "a data set holds " + content.getClass().getSimpleName() + ": it must hold numbers or a text");
        }
        return position + 1;
    }

    /// The content of a data set that is no larger than the file allows.
    Object decoded(Dataset dataset) {
        long bytes =
                Math.multiplyExact(Math.max(1, dataset.getSize()), 16L); // as doubles, and once more while converted
        room -= bytes;
        if (dataset.getSize() < 0 || room < 0 || dataset.getSize() > Integer.MAX_VALUE) {
            throw new InvalidNetwork("'" + dataset.getPath() + "' claims " + dataset.getSize()
                    + " values: the file is too small to hold them");
        }
        return dataset.getData();
    }

    static Group group(Group parent, String name) {
        if (parent.getChild(name) instanceof Group group) {
            return group;
        }
        throw new InvalidNetwork("has no group '" + name + "': it is HDF5 but no NIR");
    }

    String text(Dataset dataset) {
        if (decoded(dataset) instanceof String text) {
            return text;
        }
        throw new InvalidNetwork("'" + dataset.getPath() + "' holds no text");
    }
}
