package org.spikestill.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.settings.Seed;

class SparseBlocksTest {
    private static final Network NETWORK = new Mlp(List.of(13)).network(Shape.of(30), 3, Form.student(0));

    @TempDir
    private Path folder;

    /// A weight in `every` is other than 0, the first among them.
    private static Weights weights(int every) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        NETWORK.parameters().forEach(parameter -> {
            float[] values = Seed.of(5).normals(parameter.shape().elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = i % every == 0 ? values[i] : 0;
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        });
        return new Weights(blocks);
    }

    private Path write(String name, Weights weights) {
        Path file = folder.resolve(name);
        new ModelFile(NETWORK, weights, Fixtures.provenance()).write(file);
        return file;
    }

    @Test
    void aSparseNetworkIsReadAsItWasWritten() {
        Weights weights = weights(7);
        assertThat(ModelFile.read(write("sparse", weights)).weights().blocks()).isEqualTo(weights.blocks());
    }

    /// 429 weights: 4 bytes each, or 4 bytes for one in 33 and a bit for each.
    @Test
    void itsFileIsSmallerByTheZeros() throws IOException {
        long dense = Files.size(write("dense", weights(1)));
        long sparse = Files.size(write("sparse", weights(33)));
        assertThat(dense - sparse).isGreaterThan(429 * 4 - 13 * 4 - 429 / 8 - 500); // 500: two more headers each
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Map<String, Block> stored = SparseBlocks.packed(NETWORK, weights(7).blocks());
        refuses(stored, "fc1.weight.values", Block.of(Shape.of(3), 1, 2, 3), "more bits in its mask");
        refuses(stored, "fc1.weight.values", Block.filled(Shape.of(100), 1), "has 100 values and 56 bits");
        refuses(stored, "fc1.weight.mask", mask(2), "has a mask I8 [2]");
        byte[] full = new byte[49];
        full[48] = -128; // beyond the 390 weights
        refuses(stored, "fc1.weight.mask", new Block(DType.I8, Shape.of(49), MemorySegment.ofArray(full)), "more bits");
        Map<String, Block> half = new LinkedHashMap<>(stored);
        half.remove("fc1.weight.mask");
        assertThatThrownBy(() -> SparseBlocks.unpacked(NETWORK, half))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'fc1.weight' is not stored as values and mask alone: fetch the file again");
    }

    private static Block mask(int bytes) {
        return new Block(DType.I8, Shape.of(bytes), MemorySegment.ofArray(new byte[bytes]));
    }

    private static void refuses(Map<String, Block> stored, String name, Block wrong, String message) {
        Map<String, Block> changed = new LinkedHashMap<>(stored);
        changed.put(name, wrong);
        assertThatThrownBy(() -> SparseBlocks.unpacked(NETWORK, changed))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessageContaining(message);
    }
}
