package org.spikestill.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

class ModelFileTest {
    /// Digest of the golden file, computed with `hashlib` of Python after its 64 digits became zeros.
    private static final String GOLDEN_DIGEST = "7243b94f54a8f84a78f715d7a804b45bd9d4b1344a37dd5863670ad9ee8edcdd";

    /// A prime, so that header, texts, offsets and data are all met.
    private static final int STRIDE = 23;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void theGoldenFileOfVersion1IsRead() throws IOException {
        Files.write(file, golden());
        assertThat(ModelFile.read(file)).isEqualTo(Fixtures.golden());
        assertThat(ModelFile.digest(file)).isEqualTo(GOLDEN_DIGEST);
    }

    @Test
    void theWriterReproducesTheGoldenFile() throws IOException {
        assertThat(Fixtures.golden().write(file)).isEqualTo(GOLDEN_DIGEST);
        assertThat(Files.readAllBytes(file)).isEqualTo(golden());
    }

    @Test
    void bytesDoNotDependOnTheOrderOfTheWeights() throws IOException {
        Map<String, Block> backwards =
                new TreeMap<String, Block>(Fixtures.weights().blocks()).descendingMap();
        new ModelFile(Fixtures.network(), new Weights(new LinkedHashMap<>(backwards)), Fixtures.provenance())
                .write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(golden());
    }

    @Test
    void theWeightsLiveAsLongAsTheirArena() {
        Fixtures.golden().write(file);
        Block block;
        try (Arena arena = Arena.ofConfined()) {
            block = ModelFile.read(file, arena).weights().get("fc.weight");
            assertThat(block.toFloats()[1]).isEqualTo(0.5f);
        }
        assertThatThrownBy(block::toFloats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void weightsThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
        Weights wrong = Fixtures.weights().with("fc.weight", Block.filled(Shape.of(3, 9), 0));
        assertThatThrownBy(() -> new ModelFile(Fixtures.network(), wrong, Fixtures.provenance()))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'fc.weight' has shape [3, 9], the network needs [3, 8]");
    }

    @Test
    void filesThatAreNotOursSaySo() throws IOException {
        demand("there is no such file");
        assertThatThrownBy(() -> ModelFile.read(folder))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
        Files.writeString(file, "PNG");
        demand("is no safetensors file: it has 3 bytes");
        Files.writeString(file, "GIF89a, or any other file");
        demand("is no safetensors file: it does not begin with a header of at most 16777216 bytes");
        new Tensors(Fixtures.weights().blocks(), Map.of("format", "pt")).write(file);
        demand("holds tensors but no network: it is a safetensors file of another program");
    }

    @Test
    void otherVersionsSaySo() {
        write(Map.of("version", "3"));
        demand("has format version 3, this program reads up to 2: use a newer program");
        write(Map.of("version", "0"));
        demand("has format version 0, this program reads from 1: convert it with the program that wrote it");
        write(Map.of("version", "one"));
        demand("has format version 'one': it must be a whole number");
    }

    @Test
    void damagedContentsSaySo() {
        write(Map.of("network", "{\"input\""));
        demand("network is not JSON: line 1, column 9: Unexpected end-of-input within/between Object entries");
        write(Map.of("network", text("network").replace("\"ticks\":8", "\"ticks\":0")));
        demand("network.ticks is 0: it must lie between 1 and 100000");
        write(Map.of("network", text("network").replace("\"channels\":2", "\"channels\":3")));
        demand(
                "its weights do not fit its network: 'conv1.weight' has shape [2, 1, 3, 3], the network needs [3, 1, 3, 3]");
        write(Map.of("network", text("network").replace("\"kernel\":3", "\"kernel\":9")));
        demand(
                "network: 'conv1' has a window of 9 on an input of [1, 4, 4]: the map is too small, use fewer poolings, a "
                        + "larger image, or the architecture mlp");
        write(Map.of("network", text("network").replace("\"leak\":0.9", "\"leak\":1.9")));
        demand("network.nodes[1].layer.neuron.leak is 1.9: it must lie in [0.0, 1.0]");
        write(Map.of("provenance", "[]"));
        demand("provenance is a list: it must be a group of the fields [tool, stage, settings, seed, dataset, "
                + "datasetDigest, classNames, parents, jvm, nativeLibrary, hardware, figures]");
    }

    @Test
    void aFileCutAnywhereSaysWhere() throws IOException {
        byte[] golden = golden();
        for (int length = 0; length < golden.length; length += STRIDE) {
            Files.write(file, Arrays.copyOf(golden, length));
            assertThatThrownBy(() -> ModelFile.read(file))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageMatching(
                            ".*(is no safetensors file: it has \\d bytes|is truncated at byte " + length + "\\b.*)");
        }
    }

    @Test
    void noByteChangesUnnoticed() throws IOException {
        byte[] golden = golden();
        for (int at = 0; at < golden.length; at += STRIDE) {
            byte[] altered = golden.clone();
            altered[at] ^= 1;
            Files.write(file, altered);
            assertThatThrownBy(() -> ModelFile.read(file)).as("byte %d", at).isInstanceOf(InvalidFile.class);
        }
        byte[] altered = golden.clone();
        altered[golden.length - 1] ^= 1;
        Files.write(file, altered);
        assertThatThrownBy(() -> ModelFile.read(file))
                .hasMessageMatching(".*: its contents have digest [0-9a-f]{64}, it was written with " + GOLDEN_DIGEST
                        + ": it was altered or damaged, fetch it again, or delete it if a run wrote it, which makes it anew with"
                        + " --resume");
    }

    @Test
    void theDigestCannotBeTakenAway() throws IOException {
        String golden = new String(golden(), StandardCharsets.ISO_8859_1);
        Files.write(file, golden.replace("\"digest\":", "\"digesT\":").getBytes(StandardCharsets.ISO_8859_1));
        demand("has no digest: it was altered, fetch it again");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteIsRefusedByTensorAndPlace(float value) {
        float[] matrix = new float[24];
        matrix[2 * 8 + 3] = value;
        matrix[23] = value;
        Weights weights = Fixtures.weights().with("fc.weight", Block.of(Shape.of(3, 8), matrix));
        new ModelFile(Fixtures.network(), weights, Fixtures.provenance()).write(file);
        demand("'fc.weight' holds " + value
                + " at [2, 3]: every weight must be a finite number, train or fetch the network again");
    }

    @Test
    void aStateThatIsNotFiniteIsRefusedToo() {
        Weights weights = Fixtures.weights().with("spike1.v", Block.of(Shape.of(1), Float.NaN));
        new ModelFile(Fixtures.network(), weights, Fixtures.provenance()).write(file);
        demand("'spike1.v' holds NaN at [0]: every weight must be a finite number, train or fetch the network again");
    }

    /// −2.5, 1/3 and 65536 in each type, the bits from the definitions of the formats: F16 has 5 bits of exponent (bias 15)
    /// and 10 of mantissa and ends at 65504, BF16 is the upper half of F32.
    @Test
    void otherFloatingPointTypesAreReadAsTheNearestF32() {
        assertThat(firstBias(DType.F64, buffer -> buffer.putDouble(-2.5).putDouble(1 / 3d)))
                .containsExactly(-2.5f, 1 / 3f);
        assertThat(firstBias(
                        DType.F16, buffer -> buffer.putShort((short) 0xc100).putShort((short) 0x3555)))
                .containsExactly(-2.5f, 1365f / 4096);
        assertThat(firstBias(
                        DType.BF16, buffer -> buffer.putShort((short) 0xc020).putShort((short) 0x3eab)))
                .containsExactly(-2.5f, 171f / 512);
    }

    @Test
    void whatIsNoFiniteF32IsRefusedInOtherTypesToo() {
        String end = " at [1]: every weight must be a finite number, train or fetch the network again";
        write(DType.F64, buffer -> buffer.putDouble(0).putDouble(1e300));
        demand("'conv1.bias' holds Infinity" + end);
        write(DType.F16, buffer -> buffer.putShort((short) 0).putShort((short) 0x7e00));
        demand("'conv1.bias' holds NaN" + end);
        write(DType.BF16, buffer -> buffer.putShort((short) 0).putShort((short) 0xff80));
        demand("'conv1.bias' holds -Infinity" + end);
    }

    @Test
    void integersAreNoWeights() {
        write(DType.I8, buffer -> buffer.put((byte) 1).put((byte) 2));
        demand("'conv1.bias' holds I8: weights are stored as F32, F16, BF16 or F64, write it as one of these");
    }

    private float[] firstBias(DType type, Consumer<ByteBuffer> content) {
        write(type, content);
        return ModelFile.read(file).weights().get("conv1.bias").toFloats();
    }

    /// The golden model with its two biases in another type.
    private void write(DType type, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        content.accept(buffer);
        Block bias = new Block(type, Shape.of(2), MemorySegment.ofBuffer(buffer.flip()));
        Weights weights = Fixtures.weights().with("conv1.bias", bias);
        new ModelFile(Fixtures.network(), weights, Fixtures.provenance()).write(file);
    }

    private void demand(String message) {
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file + ": " + message);
    }

    /// The golden model with other texts, under a digest that holds.
    private void write(Map<String, String> changes) {
        Map<String, String> metadata = new TreeMap<>();
        Stream.of("format", "version", "network", "provenance").forEach(name -> metadata.put(name, text(name)));
        metadata.putAll(changes);
        new Tensors(Fixtures.weights().blocks(), metadata).write(file);
    }

    private String text(String name) {
        Path good = folder.resolve("good.safetensors");
        Fixtures.golden().write(good);
        return Tensors.read(good, Arena.ofAuto()).metadata().get(name);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = ModelFileTest.class.getResourceAsStream("golden-v1.safetensors")) {
            return in.readAllBytes();
        }
    }
}
