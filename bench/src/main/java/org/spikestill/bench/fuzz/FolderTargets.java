package org.spikestill.bench.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.spikestill.data.DataSource;
import org.spikestill.data.TinyImageNet;

/// Readers of data that a user lays out: Tiny ImageNet, tables of pictures, archives of arrays.
final class FolderTargets {
    private final Path folder;

    FolderTargets(Path folder) {
        this.folder = folder;
    }

    List<Target> all() throws IOException {
        return List.of(
                tinyImageNet("annotations", "val/val_annotations.txt"), tinyImageNet("ids", "wnids.txt"), csv(), npz());
    }

    private Target tinyImageNet(String name, String damagedFile) throws IOException {
        Path root = folder.resolve("tiny-" + name);
        Path set = root.resolve("tiny-imagenet-200");
        write(set.resolve("wnids.txt"), bytes("n01443537\nn01629819\n"));
        write(set.resolve("words.txt"), bytes("n01443537\tgoldfish, Carassius\nn01629819\tsalamander\n"));
        for (String id : List.of("n01443537", "n01629819")) {
            write(set.resolve("train/" + id + "/images/" + id + "_0.JPEG"), picture(64));
        }
        write(set.resolve("val/images/val_0.JPEG"), picture(64));
        write(set.resolve("val/images/val_1.JPEG"), picture(64));
        write(
                set.resolve("val/val_annotations.txt"),
                bytes("val_0.JPEG\tn01443537\t0\t32\t44\t62\nval_1.JPEG\tn01629819\t0\t0\t9\t9\n"));
        Path file = set.resolve(damagedFile);
        return target("Tiny ImageNet, " + name, new TinyImageNet(), Optional.of(root), file, Files.readAllBytes(file));
    }

    private Target csv() throws IOException {
        Path table = folder.resolve("table-set/list.csv");
        byte[] good = bytes(
                "path,label,split\na.jpg,cat,train\nb.jpg,\"dog, small\",train\nc.jpg,cat,test\nd.jpg,\"dog, small\",test\n");
        write(table, good);
        for (String each : List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg")) {
            write(table.resolveSibling(each), picture(8));
        }
        return target("CSV table", DataSource.catalog().parse(table.toString()), Optional.empty(), table, good);
    }

    private Target npz() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(array("|u1", "(10, 2, 2)", new byte[40]));
            zip.putNextEntry(new ZipEntry("y.npy"));
            byte[] labels = new byte[10];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) (i % 2);
            }
            zip.write(array("|u1", "(10,)", labels));
        }
        Path file = folder.resolve("arrays.npz");
        write(file, out.toByteArray());
        return target("NPZ", DataSource.catalog().parse(file.toString()), Optional.empty(), file, out.toByteArray());
    }

    /// An array as `numpy.save` writes it (NPY format 1.0).
    private static byte[] array(String type, String shape, byte[] values) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] text = bytes(header + " ".repeat(127 - (10 + header.length()) % 64 - 63) + "\n");
        return ByteBuffer.allocate(10 + text.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(values)
                .array();
    }

    private static byte[] picture(int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    private static Target target(String name, DataSource source, Optional<Path> root, Path file, byte[] good) {
        return new Target(name, () -> good, damaged -> {
            Files.write(file, damaged);
            source.open(root);
        });
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
