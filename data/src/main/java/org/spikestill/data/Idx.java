package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Reads the IDX layout of MNIST and its successors, big-endian 32-bit integers (LeCun, Bottou, Bengio, Haffner,
/// Proceedings of the IEEE 86(11), 1998).
///
/// ```
/// images   2051, count, rows, columns, then count·rows·columns bytes; 0 = background, 255 = full
/// labels   2049, count, then one byte per label
/// ```
final class Idx {
    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;

    /// Bound on rows and columns, far above any set published in this layout.
    private static final int MAX_EDGE = 4096;

    private Idx() {}

    /// Both sets of a source, under the file names that MNIST gave them.
    static DataSource.Opened open(DataFolder folder, List<String> classNames) throws IOException {
        Dataset train = read(folder, "train", classNames.size());
        Dataset test = read(folder, "t10k", classNames.size());
        if (!train.sample().equals(test.sample())) {
            throw new InvalidFile(
                    images(folder, "t10k"),
                    "its images are " + test.sample() + ", those of " + images(folder, "train") + " are "
                            + train.sample() + ": the two files belong to different sets");
        }
        return new DataSource.Opened(train, test, classNames);
    }

    private static Dataset read(DataFolder folder, String set, int classes) throws IOException {
        String labels = set + "-labels-idx1-ubyte";
        return read(images(folder, set), folder.find(labels, labels + ".gz"), classes);
    }

    private static Path images(DataFolder folder, String set) {
        String images = set + "-images-idx3-ubyte";
        return folder.find(images, images + ".gz");
    }

    /// @param classes number of classes; labels go from 0 to classes − 1
    static Dataset read(Path images, Path labels, int classes) throws IOException {
        byte[] labelBytes = labels(labels, classes);
        try (ByteFile file = ByteFile.open(images)) {
            magic(file, IMAGES, "images");
            int count = file.int32("header");
            if (count != labelBytes.length) {
                throw file.refusal(
                        4,
                        "the header counts " + Integer.toUnsignedString(count) + " images, " + labels + " holds "
                                + labelBytes.length + " labels: the two files belong to different sets");
            }
            int rows = edge(file, 8, "rows");
            int columns = edge(file, 12, "columns");
            long bytes = (long) count * rows * columns;
            if (bytes > ByteFile.MAX_BYTES) {
                throw file.refusal(
                        4,
                        "the header announces " + count + " images of " + rows + "×" + columns + ", " + bytes
                                + " bytes: at most " + ByteFile.MAX_BYTES + " are read");
            }
            byte[] pixels = file.bytes((int) bytes, "pixels");
            file.end();
            return new ByteImages(Shape.of(1, rows, columns), classes, pixels, labelBytes, 255);
        }
    }

    private static byte[] labels(Path path, int classes) throws IOException {
        try (ByteFile file = ByteFile.open(path)) {
            magic(file, LABELS, "labels");
            int count = file.int32("header");
            if (count < 1 || count > ByteFile.MAX_BYTES) {
                throw file.refusal(
                        4,
                        "the header counts " + Integer.toUnsignedString(count) + " labels: wanted 1 to "
                                + ByteFile.MAX_BYTES);
            }
            byte[] labels = file.bytes(count, "labels");
            file.end();
            for (int i = 0; i < count; i++) {
                if ((labels[i] & 0xff) >= classes) {
                    throw file.refusal(8L + i, "label " + (labels[i] & 0xff) + ", wanted 0 to " + (classes - 1));
                }
            }
            return labels;
        }
    }

    private static void magic(ByteFile file, int wanted, String content) throws IOException {
        int found = file.int32("header");
        if (found != wanted) {
            throw file.refusal(
                    0,
                    "magic number " + Integer.toUnsignedString(found) + ", wanted " + wanted + " (IDX " + content
                            + "): this is another kind of file");
        }
    }

    private static int edge(ByteFile file, int offset, String name) throws IOException {
        int size = file.int32("header");
        if (size < 1 || size > MAX_EDGE) {
            throw file.refusal(
                    offset,
                    "the header gives " + Integer.toUnsignedString(size) + " " + name + ", wanted 1 to " + MAX_EDGE);
        }
        return size;
    }
}
