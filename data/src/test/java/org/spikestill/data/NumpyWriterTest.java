package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader of archives is an implementation of its own; NumPy itself reads one in `TraceFileTest`.
class NumpyWriterTest {
    @TempDir
    private Path folder;

    private Path write(String name) {
        Path file = folder.resolve(name);
        try (NumpyWriter writer = new NumpyWriter(file)) {
            writer.add("a.x", List.of(2, 3), new float[] {0, 1, 2, -3, 0.5f, 1e9f})
                    .add("b", List.of(4), new byte[] {1, 0, 1, (byte) 200})
                    .add("c", List.of(), new float[] {7})
                    .write();
        }
        return file;
    }

    @Test
    void arraysComeBackAndEqualOnesGiveEqualBytes() throws Exception {
        Path file = write("one.npz");
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(write("two.npz")));
        try (NumpyArchive archive = NumpyArchive.open(file)) {
            assertThat(archive.names()).containsExactly("a.x", "b", "c");
            NumpyArray first = archive.find("a.x").orElseThrow();
            assertThat(first.dimensions()).containsExactly(2, 3);
            assertThat(first.type()).isEqualTo("<f4");
            assertThat(first.bytes().order(ByteOrder.LITTLE_ENDIAN).getFloat(12))
                    .isEqualTo(-3);
            assertThat(archive.find("b").orElseThrow().bytes().get(3)).isEqualTo((byte) 200);
            assertThat(archive.find("c").orElseThrow().dimensions()).isEmpty();
        }
    }

    @Test
    void aShapeOfOtherSizeIsRefused() {
        assertThatThrownBy(() -> new NumpyWriter(folder.resolve("x")).add("x", List.of(2, 2), new float[3]))
                .hasMessage("'x' has 3 elements, its shape [2, 2] has 4");
    }
}
