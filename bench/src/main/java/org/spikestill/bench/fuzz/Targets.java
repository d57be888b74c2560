package org.spikestill.bench.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.spikestill.data.Cifar10;
import org.spikestill.data.DataSource;
import org.spikestill.data.Digits;
import org.spikestill.data.DvsGesture;
import org.spikestill.data.Images;
import org.spikestill.data.Mnist;
import org.spikestill.data.NMnist;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.sweep.CompareTable;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;
import org.spikestill.runtime.Engine;

/// All readers with their inputs, in a folder of their own. Sets are as small as their layouts allow.
final class Targets {
    private static final Shape PICTURE = Shape.of(3, 9, 9);

    private final Path folder;

    /// @param folder for the files; best in memory
    Targets(Path folder) {
        this.folder = folder;
    }

    List<Target> all() throws IOException {
        Path model = folder.resolve("good.safetensors");
        small().write(model);
        List<Target> all = new ArrayList<>(List.of(
                model(model),
                signedModel(model),
                picture("png"),
                picture("jpeg"),
                picture("bmp"),
                idxImages(),
                idxLabels(),
                cifar(),
                digits(),
                aer(),
                aedat(),
                table(),
                recipe(),
                spec("encoder", "frames:count=4", Encoder.catalog()::parse),
                spec("neuron", "lif:leak=0.9,threshold=1", Neuron.catalog()::parse),
                spec("loss", "soft-targets:temperature=4", Loss.catalog()::parse)));
        all.addAll(new FolderTargets(folder).all());
        all.addAll(new ExchangeTargets(folder).all(small()));
        all.addAll(new TrainingTargets(folder).all());
        all.addAll(new ForeignTargets(folder).all());
        return all;
    }

    private static ModelFile small() {
        Network network = new Network(
                Shape.of(1, 4, 4),
                Scaling.none(1),
                new Direct(),
                2,
                List.of(
                        new Network.Node("conv", Layer.Conv2d.same(2, 3, true), List.of(Network.INPUT)),
                        new Network.Node("spike", new Layer.Spike(new Lif()), List.of("conv")),
                        new Network.Node("pool", new Layer.AveragePool2d(2), List.of("spike")),
                        new Network.Node("flat", new Layer.Flatten(), List.of("pool")),
                        new Network.Node("fc", new Layer.Linear(3, true), List.of("flat")),
                        new Network.Node("out", new Layer.Spike(new Integrator()), List.of("fc"))));
        Map<String, Block> blocks = new HashMap<>();
        network.parameters().forEach(each -> blocks.put(each.name(), Block.filled(each.shape(), 0.25f)));
        return new ModelFile(network, new Weights(blocks), new Provenance());
    }

    private Target model(Path model) throws IOException {
        byte[] good = Files.readAllBytes(model);
        Path file = folder.resolve("damaged.safetensors");
        return new Target("model file", () -> good, damaged -> {
            Files.write(file, damaged);
            Engine.load(file).close();
        });
    }

    /// Damage to the description of the network, under a digest that fits: it gets past the check of the digest.
    private Target signedModel(Path model) {
        ModelFile good = ModelFile.read(model);
        byte[] network = bytes(Settings.toJson(Settings.write(good.network())));
        Map<String, String> texts = new HashMap<>(Map.of(
                "format", "spikestill",
                "version", "1",
                "provenance", Settings.toJson(Settings.write(good.provenance()))));
        Path file = folder.resolve("signed.safetensors");
        return new Target("model file, signed", () -> network, damaged -> {
            texts.put("network", new String(damaged, StandardCharsets.UTF_8));
            new Tensors(good.weights().blocks(), texts).write(file);
            Engine.load(file).close();
        });
    }

    private Target picture(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
        image.setRGB(4, 4, 0xfff080);
        ImageIO.write(image, format, out);
        Path file = folder.resolve("damaged." + format);
        return new Target(format, out::toByteArray, damaged -> {
            Files.write(file, damaged);
            Images.read(file, PICTURE);
        });
    }

    private Target idxImages() throws IOException {
        byte[] images = ByteBuffer.allocate(24)
                .putInt(2051)
                .putInt(2)
                .putInt(2)
                .putInt(2)
                .array();
        byte[] labels = ByteBuffer.allocate(10).putInt(2049).putInt(2).array();
        for (String set : List.of("train", "t10k")) {
            write("idx/mnist/" + set + "-images-idx3-ubyte", images);
            write("idx/mnist/" + set + "-labels-idx1-ubyte", labels);
        }
        return set("IDX images", new Mnist(), "idx", "mnist/train-images-idx3-ubyte", images);
    }

    private Target idxLabels() throws IOException {
        byte[] images = ByteBuffer.allocate(24)
                .putInt(2051)
                .putInt(2)
                .putInt(2)
                .putInt(2)
                .array();
        byte[] labels = ByteBuffer.allocate(10).putInt(2049).putInt(2).array();
        for (String set : List.of("train", "t10k")) {
            write("idx-labels/mnist/" + set + "-images-idx3-ubyte", images);
            write("idx-labels/mnist/" + set + "-labels-idx1-ubyte", labels);
        }
        return set("IDX labels", new Mnist(), "idx-labels", "mnist/t10k-labels-idx1-ubyte", labels);
    }

    private Target cifar() throws IOException {
        byte[] record = new byte[1 + 3 * 32 * 32];
        for (int batch = 1; batch <= 5; batch++) {
            write("cifar/cifar-10-batches-bin/data_batch_" + batch + ".bin", record);
        }
        write("cifar/cifar-10-batches-bin/test_batch.bin", record);
        return set("CIFAR-10", new Cifar10(), "cifar", "cifar-10-batches-bin/data_batch_3.bin", record);
    }

    private Target digits() throws IOException {
        byte[] lines = bytes(("0,16,7,".repeat(21) + "3,9\n").repeat(2));
        write("digits-set/digits/optdigits.tra", lines);
        write("digits-set/digits/optdigits.tes", lines);
        return set("digits", new Digits(), "digits-set", "digits/optdigits.tra", lines);
    }

    private Target aer() throws IOException {
        byte[] events = {1, 2, 0, 0, 9, 3, (byte) 240, 0, 0, 0, 33, 33, (byte) 0x80, 1, 9, 5, 6, 0x7f, 0, 0};
        for (int label = 0; label < 10; label++) {
            write("aer/n-mnist/Train/" + label + "/00001.bin", events);
            write("aer/n-mnist/Test/" + label + "/00001.bin", events);
        }
        return set("AER", new NMnist(), "aer", "n-mnist/Train/4/00001.bin", events);
    }

    private Target aedat() throws IOException {
        byte[] text = bytes("#!AER-DAT3.1\r\n#!END-HEADER\r\n");
        byte[] recording = ByteBuffer.allocate(text.length + 28 + 2 * 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(8)
                .putInt(4)
                .putInt(0)
                .putInt(2)
                .putInt(2)
                .putInt(2)
                .putInt(127 << 17 | 3)
                .putInt(1000)
                .putInt(127 << 2 | 1)
                .putInt(1999)
                .array();
        for (String user : List.of("user01_led", "user02_led")) {
            write("aedat/DvsGesture/" + user + ".aedat", recording);
            write(
                    "aedat/DvsGesture/" + user + "_labels.csv",
                    bytes("class,startTime_usec,endTime_usec\n11,1000,2000\n"));
        }
        write("aedat/DvsGesture/trials_to_train.txt", bytes("user01_led.aedat\n"));
        write("aedat/DvsGesture/trials_to_test.txt", bytes("user02_led.aedat\n"));
        return set("AEDAT", new DvsGesture(), "aedat", "DvsGesture/user01_led.aedat", recording);
    }

    private Target table() {
        byte[] good = bytes("""
                title: Students
                settings: {data: strokes, student: {ticks: 4}}
                vary:
                  student.architecture: [vgg5, vgg9]
                seeds: [1, 2]
                """);
        Path file = folder.resolve("table.yaml");
        return new Target("table", () -> good, damaged -> {
            Files.write(file, damaged);
            Settings.readYaml(CompareTable.class, file);
        });
    }

    private Target recipe() {
        byte[] good = bytes("""
                {"method": "lasnn", "data": "strokes", "seed": 3,
                 "student": {"ticks": 4, "training": {"epochs": 2, "optimizer": "sgd:learningRate=0.04"}},
                 "objective": [{"loss": "cross-entropy"}, {"loss": "attention-match", "weight": 0.02}]}
                """);
        Path file = folder.resolve("recipe.json");
        return new Target("recipe", () -> good, damaged -> {
            Files.write(file, damaged);
            Settings.readDocument(DistillSettings.class, file);
        });
    }

    private interface Parser {
        void parse(String text);
    }

    private static Target spec(String name, String good, Parser parser) {
        return new Target(
                name + " spec",
                () -> bytes(good),
                damaged -> parser.parse(new String(damaged, StandardCharsets.UTF_8)));
    }

    private Target set(String name, DataSource source, String data, String file, byte[] good) throws IOException {
        Path path = folder.resolve(data).resolve(file);
        Optional<Path> root = Optional.of(folder.resolve(data));
        return new Target(name, () -> good, damaged -> {
            Files.write(path, damaged);
            source.open(root);
        });
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
