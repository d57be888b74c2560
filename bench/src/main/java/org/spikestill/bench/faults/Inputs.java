package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Files that the commands of a [Scenario] read: pictures in the layout of MNIST, the smallest recipe and table there are, and the
/// networks of an undisturbed run.
record Inputs(Path folder) {
    private static final int SIDE = 16;
    private static final int CLASSES = 10;

    private static final String RECIPE = """
            method: lasnn
            data: mnist
            teacher: {architecture: "3conv2linear:width=0.05", training: {epochs: 1, batch: 18}}
            ann: {training: {epochs: 1, batch: 18}}
            conversion: {thresholdScales: [1], balance: {samples: 8}}
            student: {architecture: "3conv2linear:width=0.05", ticks: 2, training: {epochs: 2, batch: 18}}
            """;

    private static final String TABLE = """
            settings:
              data: mnist
              teacher: {architecture: "3conv2linear:width=0.05", training: {epochs: 1, batch: 18}}
              ann: {training: {epochs: 1, batch: 18}}
              conversion: {thresholdScales: [1], balance: {samples: 8}}
              student: {architecture: "3conv2linear:width=0.05", ticks: 2, training: {epochs: 1, batch: 18}}
            vary: {method: [hybrid, label-kd]}
            """;

    /// Makes the files.
    static Inputs make(Path folder) throws IOException {
        Inputs inputs = new Inputs(folder);
        Path mnist = Files.createDirectories(folder.resolve("data").resolve("mnist"));
        pictures(mnist, "train", 40);
        pictures(mnist, "t10k", 10);
        Files.writeString(inputs.file("recipe.yaml"), RECIPE);
        Files.writeString(inputs.file("table.yaml"), TABLE);
        Path run = folder.resolve("run");
        Ending.of(inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", run))
                .require();
        for (String network : List.of("ann.safetensors", "student.safetensors")) {
            Files.copy(run.resolve(network), inputs.file(network), StandardCopyOption.REPLACE_EXISTING);
        }
        Ending.of(List.of(
                        "export",
                        inputs.file("student.safetensors").toString(),
                        "--format=nir:reset=subtract",
                        "--out",
                        inputs.file("student.nir").toString()))
                .require();
        return inputs;
    }

    /// Noise around a bright bar whose place is the class.
    private static void pictures(Path mnist, String set, int count) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE)
                .putInt(2051)
                .putInt(count)
                .putInt(SIDE)
                .putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            labels.put((byte) (i % CLASSES));
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                boolean bar = pixel / SIDE == i % CLASSES + 3;
                images.put((byte) (bar ? 200 + random.nextInt(50) : random.nextInt(60)));
            }
        }
        Files.write(mnist.resolve(set + "-images-idx3-ubyte"), images.array());
        Files.write(mnist.resolve(set + "-labels-idx1-ubyte"), labels.array());
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// Arguments of a command that reads the pictures.
    List<String> command(Object... words) {
        List<String> command =
                new ArrayList<>(Stream.of(words).map(String::valueOf).toList());
        command.add("--data-dir");
        command.add(folder.resolve("data").toString());
        return List.copyOf(command);
    }
}
