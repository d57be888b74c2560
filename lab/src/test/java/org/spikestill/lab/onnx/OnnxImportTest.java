package org.spikestill.lab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikestill.lab.onnx.OnnxBuilder.ints;
import static org.spikestill.lab.onnx.OnnxBuilder.number;
import static org.spikestill.lab.onnx.OnnxBuilder.real;
import static org.spikestill.lab.onnx.OnnxBuilder.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.export.Importer.Imported;
import org.spikestill.export.onnx.read.OnnxImport;
import org.spikestill.lab.measure.OutputComparison;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Networks of other programs are understood: they give the outputs that ONNX Runtime gives.
class OnnxImportTest {
    @TempDir
    private Path folder;

    private static float[] random(int seed, long... sizes) {
        int count = 1;
        for (long size : sizes) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Seed.uniform(seed, i) - 0.5f;
        }
        return values;
    }

    private static OnnxBuilder with(OnnxBuilder file, String name, int seed, long... sizes) {
        return file.constant(name, sizes, random(seed, sizes));
    }

    /// Convolution, ReLU, global pooling, flattening, and a linear layer of 3 outputs.
    private static OnnxBuilder network(
            long opset, long batch, long[] weights, com.google.protobuf.UnknownFieldSet.Builder... attributes) {
        OnnxBuilder file = new OnnxBuilder(opset, batch, 4, 8, 8);
        with(file, "w", 1, weights);
        with(file, "b", 2, weights[0]);
        file.node("Conv", List.of("x", "w", "b"), "c", attributes).node("Relu", List.of("c"), "r");
        return tail(file, "r", weights[0]);
    }

    private static OnnxBuilder tail(OnnxBuilder file, String from, long channels) {
        with(file, "fw", 3, 3, channels);
        with(file, "fb", 4, 3);
        return file.node("GlobalAveragePool", List.of(from), "g")
                .node("Flatten", List.of("g"), "f")
                .node("Gemm", List.of("f", "fw", "fb"), "y", number("transB", 1));
    }

    static Stream<Arguments> files() {
        long[] square = {6, 4, 3, 3};
        return Stream.of(
                Arguments.of("opset 11", network(11, -1, square, ints("pads", 1, 1, 1, 1))),
                Arguments.of("opset 21, fixed batch", network(21, 2, square, ints("pads", 1, 1, 1, 1))),
                Arguments.of(
                        "grouped",
                        network(13, -1, new long[] {6, 2, 3, 3}, number("group", 2), ints("pads", 1, 1, 1, 1))),
                Arguments.of("depthwise", network(13, -1, new long[] {4, 1, 3, 3}, number("group", 4))),
                Arguments.of("dilated", network(13, -1, square, ints("dilations", 2, 2), ints("pads", 2, 2, 2, 2))),
                Arguments.of(
                        "asymmetric padding, stride 2",
                        network(13, -1, square, ints("pads", 0, 0, 1, 1), ints("strides", 2, 2))),
                Arguments.of("1×3 kernel", network(13, -1, new long[] {6, 4, 1, 3}, ints("pads", 0, 1, 0, 1))),
                Arguments.of("batch normalisation, Clip, AveragePool, Reshape, MatMul and Add", plain()),
                Arguments.of("residual, Identity and Dropout", residual()),
                Arguments.of(
                        "initialisers as inputs, opset 8",
                        network(8, -1, square, ints("pads", 1, 1, 1, 1), ints("kernel_shape", 3, 3))
                                .input("w", 6, 4, 3, 3)
                                .input("b", 6)
                                .input("fw", 3, 6)
                                .input("fb", 3)));
    }

    private static OnnxBuilder plain() {
        OnnxBuilder file = new OnnxBuilder(13, -1, 4, 8, 8);
        with(file, "w", 1, 6, 4, 3, 3);
        with(file, "s", 2, 6);
        with(file, "t", 3, 6);
        with(file, "m", 4, 6);
        file.constant("v", new long[] {6}, 1, 2, 0.5f, 1, 0.1f, 3);
        file.constant("zero", new long[] {}, 0);
        with(file, "fw", 5, 6 * 9, 3);
        return file.longs("shape", 0, -1)
                .node("Conv", List.of("x", "w"), "c")
                .node("BatchNormalization", List.of("c", "s", "t", "m", "v"), "n", real("epsilon", 1e-3f))
                .node("Clip", List.of("n", "zero"), "r")
                .node("AveragePool", List.of("r"), "p", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .node("Reshape", List.of("p", "shape"), "f")
                .node("MatMul", List.of("f", "fw"), "z")
                .node("Constant", List.of(), "fb", tensor(new long[] {3}, 0.5f, -1, 2))
                .node("Add", List.of("z", "fb"), "y");
    }

    private static OnnxBuilder residual() {
        OnnxBuilder file = new OnnxBuilder(13, -1, 4, 8, 8);
        with(file, "w", 1, 4, 4, 3, 3);
        file.node("Conv", List.of("x", "w"), "c", ints("pads", 1, 1, 1, 1))
                .node("Identity", List.of("c"), "i")
                .node("Relu", List.of("i"), "r")
                .node("Conv", List.of("r", "w"), "d", ints("pads", 1, 1, 1, 1))
                .node("Add", List.of("d", "r"), "a")
                .node("Relu", List.of("a"), "q")
                .node("Dropout", List.of("q"), "o");
        return tail(file, "o", 4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void outputsAreThoseOfOnnxRuntime(String name, OnnxBuilder built) throws IOException {
        Path file = built.write(folder.resolve("net.onnx"), "y", -1, 3);
        OnnxImport importer = new OnnxImport();
        Imported read = importer.read(file);

        assertThat(importer.recognises(file)).isTrue();
        assertThat(OnnxComparison.of(file, read.network(), read.weights(), 20))
                .isLessThanOrEqualTo(OutputComparison.TOLERANCE);
        assertThat(read.network().shapes().get(read.network().output().name()).elements())
                .isEqualTo(3);
    }

    @Test
    void aNetworkThatIsNotTheSameIsRefused() throws IOException {
        Path file = residual().write(folder.resolve("net.onnx"), "y", -1, 3);
        Imported read = new OnnxImport().read(file);
        var changed = read.network()
                .mapNodes(node -> node.layer() instanceof Layer.AveragePool2d
                        ? node
                        : node.name().equals("relu2") ? node.withLayer(new Layer.Dropout(0)) : node);

        assertThatThrownBy(() -> OnnxComparison.of(file, changed, read.weights(), 5))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("differ by")
                .hasMessageEndingWith("nothing is written");
    }

    @Test
    void theNormalisationIsReadOrNamed() throws IOException {
        OnnxBuilder built = network(13, -1, new long[] {6, 4, 3, 3})
                .metadata("mean", "[0.1, 0.2, 0.3, 0.4]")
                .metadata("std", "0.5, 0.5, 0.5, 1");
        Path file = built.write(folder.resolve("net.onnx"), "y", -1, 3);
        Imported read = new OnnxImport().read(file);
        Imported named = new OnnxImport(List.of(0f, 0f, 0f, 0f), List.of(1f, 1f, 1f, 2f), List.of()).read(file);

        assertThat(read.network().scaling().mean()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
        assertThat(named.network().scaling().deviation()).containsExactly(1f, 1f, 1f, 2f);
        assertThat(OnnxComparison.of(file, read.network(), read.weights(), 10)).isLessThan(1e-5);
        assertThat(OnnxComparison.of(file, named.network(), named.weights(), 10))
                .isLessThan(1e-5);
    }

    static Stream<Arguments> refused() {
        OnnxBuilder concat = new OnnxBuilder(13, -1, 4, 8, 8).node("Concat", List.of("x", "x"), "y", number("axis", 1));
        OnnxBuilder pool =
                new OnnxBuilder(13, -1, 4, 8, 8).node("MaxPool", List.of("x"), "y", ints("kernel_shape", 2, 2));
        OnnxBuilder clip =
                new OnnxBuilder(6, -1, 4, 8, 8).node("Clip", List.of("x"), "y", real("min", 0), real("max", 6));
        OnnxBuilder external =
                new OnnxBuilder(13, -1, 4, 8, 8).external("w", 6, 4, 3, 3).node("Conv", List.of("x", "w"), "y");
        OnnxBuilder open = new OnnxBuilder(13, -1, 4, -1, -1).node("Relu", List.of("x"), "y");
        OnnxBuilder strides = with(new OnnxBuilder(13, -1, 4, 8, 8), "w", 1, 6, 4, 3, 3)
                .node("Conv", List.of("x", "w"), "y", ints("strides", 1, 2));
        OnnxBuilder hardSwish = new OnnxBuilder(14, -1, 4, 8, 8).node("HardSwish", List.of("x"), "y");
        return Stream.of(
                Arguments.of(
                        concat,
                        "Concat node 'concat0' joins maps, which the engine does not: train a network that adds"),
                Arguments.of(
                        pool,
                        "MaxPool node 'maxpool0' takes maxima, which spikes do not have: train the network with average"),
                Arguments.of(clip, "Clip node 'clip0' clips to [0.0, 6.0]"),
                Arguments.of(
                        external,
                        "tensor 'w' lies in another file (external data), which is not read: save the model with"),
                Arguments.of(
                        open, "input 'x' has sizes [-1, 4, -1, -1], where -1 is left open: name those of a sample"),
                Arguments.of(strides, "Conv node 'conv0' has strides 1 and 2"),
                Arguments.of(hardSwish, "HardSwish node 'hardswish0' has no counterpart in a spiking network"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeImportedIsNamedWithTheWayOut(OnnxBuilder built, String message) throws IOException {
        Path file = built.write(folder.resolve("net.onnx"), "y", -1, 3);

        assertThatThrownBy(() -> new OnnxImport().read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    /// Cut, overwritten and shuffled files: an answer, or an error that names the file.
    @Test
    void damagedFilesAreRefusedOrRead() throws IOException {
        byte[] whole = plain().build("y", -1, 3);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] mutant = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int c = 0; c < changes; c++) {
                // mostly in the graph's structure: weights lie in few long stretches
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                mutant = java.util.Arrays.copyOf(mutant, random.nextInt(mutant.length));
            }
            Path file = Files.write(folder.resolve("mutant.onnx"), mutant);
            try {
                new OnnxImport().read(file);
            } catch (InvalidFile e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            } catch (InvalidNetwork | InvalidSettings e) {
                throw new AssertionError("does not name the file: " + e.getMessage(), e);
            }
        }
        assertThat(refused).isGreaterThan(250);
    }
}
