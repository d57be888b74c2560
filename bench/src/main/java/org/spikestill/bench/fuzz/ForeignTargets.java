package org.spikestill.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.spikestill.data.ArrayFile;
import org.spikestill.data.Fit;
import org.spikestill.data.Images;
import org.spikestill.export.pytorch.StateDict;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.file.Tensors;

/// Readers of further files that other programs write: turned WebP pictures, NumPy arrays, PyTorch weights.
final class ForeignTargets {
    private static final Shape PICTURE = Shape.of(3, 12, 20);

    /// A picture of 12×20 pixels with an EXIF orientation that libwebp wrote without loss.
    private static final String TURNED =
            "UklGRmQAAABXRUJQVlA4WAoAAAAIAAAACwAAEwAAVlA4TCQAAAAvC8AEALkKRPQ/dhHR/4CQgDDC/7mqKhBI8uccYYDhiaRSbBFFWElGGgAA"
                    + "AE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA";

    private final Path folder;

    ForeignTargets(Path folder) {
        this.folder = folder;
    }

    List<Target> all() throws IOException {
        return List.of(turned(), arrays(), stateDict());
    }

    private Target turned() {
        Path file = folder.resolve("damaged.webp");
        byte[] good = Base64.getDecoder().decode(TURNED);
        return new Target("webp, turned", () -> good, damaged -> {
            Files.write(file, damaged);
            Images.read(file, PICTURE, Fit.PAD);
        });
    }

    /// `numpy.savez(x=…, y=…)` of 4 samples of 3×3 bytes.
    private Target arrays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(array("|u1", "(4, 3, 3)", new byte[36]));
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(array(
                    "<i8", "(4,)", ByteBuffer.allocate(32).put(8, (byte) 1).array()));
        }
        Path file = folder.resolve("damaged.npz");
        return new Target("npz", bytes::toByteArray, damaged -> {
            Files.write(file, damaged);
            new ArrayFile(file.toString(), 0.5f, 1).open(Optional.empty());
        });
    }

    private static byte[] array(String type, String shape, byte[] content) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        return ByteBuffer.allocate(10 + header.length() + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    /// Without a digest, as other programs write it: damage reaches the reader itself.
    private Target stateDict() throws IOException {
        Path file = folder.resolve("damaged-dict.safetensors");
        new Tensors(
                        Map.of(
                                "0.weight", Block.filled(Shape.of(4, 6), 0.5f),
                                "0.bias", Block.filled(Shape.of(4), 0.5f),
                                "2.weight", Block.filled(Shape.of(3, 4), 0.5f)),
                        Map.of())
                .write(file);
        byte[] good = withoutDigest(Files.readAllBytes(file));
        StateDict reader = new StateDict(List.of(6), List.of(), List.of()).of(new Mlp(List.of(4)));
        return new Target("state_dict", () -> good, damaged -> {
            Files.write(file, damaged);
            reader.read(file);
        });
    }

    private static byte[] withoutDigest(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("\"digest\"");
        int to = text.indexOf('}', from);
        String blank = text.substring(0, from) + " ".repeat(to - from) + text.substring(to);
        return blank.getBytes(StandardCharsets.ISO_8859_1);
    }
}
