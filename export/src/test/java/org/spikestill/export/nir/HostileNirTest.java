package org.spikestill.export.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Importer;
import org.spikestill.export.Samples;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.neuron.Reset;

/// A file is rejected with one line or gives a network that is valid: never another exception, a hang, or more than 256 MB.
class HostileNirTest {
    private static final int FILES = 1000;
    private static final long SEED = 20261128;
    private static final long MAX_BYTES = 256L << 20;

    @TempDir
    private Path folder;

    @Test
    void aThousandMutatedFilesGiveAnErrorOrAValidNetwork() throws Exception {
        Path good = folder.resolve("good.nir");
        new Nir().write(Samples.convolutional(0.5f, Reset.Target.ZERO, 1), good);
        byte[] bytes = Files.readAllBytes(good);
        Random random = new Random(SEED);
        Path file = folder.resolve("mutated.nir");
        int valid = 0;
        long most = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, mutated(bytes, random));
            long before = allocated();
            valid += Assertions.assertTimeout(Duration.ofSeconds(10), () -> isValid(file)) ? 1 : 0;
            most = Math.max(most, allocated() - before);
        }
        assertThat(most).as("bytes allocated for one file").isLessThan(MAX_BYTES);
        assertThat(valid).as("files that are valid, seed " + SEED).isBetween(1, FILES - 1);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static boolean isValid(Path file) {
        try {
            Importer.Imported read = new Nir().read(file);
            read.weights().checkedFor(read.network());
            return true;
        } catch (InvalidFile e) {
            assertThat(e.getMessage()).startsWith(file + ": ");
            return false;
        }
    }

    /// Changed bits, numbers at addresses, pieces copied, ends cut off: most in the structure, which lies at both ends of the file.
    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(6);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    for (int i = at; i < Math.min(bytes.length, at + 8); i++) {
                        bytes[i] = (byte) (random.nextBoolean() ? 0xff : 0);
                    }
                }
                case 3 -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(8, bytes.length - Math.max(at, from));
                    System.arraycopy(good, from, bytes, at, length);
                }
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(64)));
            }
        }
        return bytes;
    }

    @Test
    void numbersThatClaimMoreThanTheFileHoldsAreRefused() {
        NirNode conv = new NirNode(
                "Conv2d",
                Map.of(
                        "weight", NirArray.filled(NirArray.Type.FLOAT32, Shape.of(4, 1, 3, 3), 1),
                        "bias", NirArray.filled(NirArray.Type.FLOAT32, Shape.of(4), 0),
                        "dilation", NirArray.pair(100_000)));
        Assertions.assertThrows(IllegalArgumentException.class, () -> ConvForm.of(conv, 1));
    }

    @Test
    void cyclesAreRefusedByName() {
        NirArray one = NirArray.filled(NirArray.Type.FLOAT64, Shape.of(3), 1);
        NirArray zero = NirArray.filled(NirArray.Type.FLOAT64, Shape.of(3), 0);
        NirNode neuron = new NirNode("IF", Map.of("r", one, "v_threshold", one, "v_reset", zero));
        NirGraph graph = new NirGraph(
                "1.0.8",
                Map.of(
                        "in", new NirNode("Input", Map.of("shape", NirArray.integers(List.of(3)))),
                        "a", neuron,
                        "out", new NirNode("Output", Map.of("shape", NirArray.integers(List.of(3))))),
                List.of(new NirGraph.Edge("in", "a"), new NirGraph.Edge("a", "a"), new NirGraph.Edge("a", "out")),
                Map.of());
        Path file = folder.resolve("cycle.nir");
        NirWriter.write(graph, file);
        assertThat(Assertions.assertThrows(InvalidFile.class, () -> new Nir().read(file)))
                .hasMessageContaining("recurrent through [a, out]");
    }
}
