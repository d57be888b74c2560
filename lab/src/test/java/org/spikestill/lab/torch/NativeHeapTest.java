package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

@EnabledOnOs(value = LINUX, disabledReason = "the resident size is read from /proc")
class NativeHeapTest {
    private static final int LAYERS = 8;
    private static final long MEGABYTES = 20;

    private final Tensor[] large = new Tensor[LAYERS];
    private final Tensor[] small = new Tensor[LAYERS];

    @BeforeEach
    void load() {
        Torch.ready();
    }

    @AfterEach
    void free() {
        for (Tensor each : small) {
            each.close();
        }
        NativeHeap.returnLarge(false);
    }

    /// Small tensors between the large ones keep a heap from shrinking, however it is set up.
    @Test
    void freedTensorsLeaveTheProcessWhereMemoryIsReturned() throws IOException {
        NativeHeap.returnLarge(true);
        long held = residentWhileHeld();

        assertThat(held - resident()).isGreaterThan(LAYERS * MEGABYTES * 3 / 4 << 20);
    }

    @Test
    void freedTensorsStayInTheProcessWhereMemoryIsKept() throws IOException {
        NativeHeap.returnLarge(true);
        NativeHeap.returnLarge(false);
        long held = residentWhileHeld();

        assertThat(held - resident()).isLessThan(LAYERS * MEGABYTES / 2 << 20);
    }

    private long residentWhileHeld() throws IOException {
        for (int i = 0; i < LAYERS; i++) {
            large[i] = filled(MEGABYTES << 18);
            small[i] = filled(1 << 16);
        }
        long held = resident();
        for (Tensor each : large) {
            each.close();
        }
        return held;
    }

    private static Tensor filled(long elements) {
        try (Tensor zeros = Tensor.zeros(elements)) {
            return zeros.plus(1);
        }
    }

    private static long resident() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
        return Long.parseLong(pages) * 4096;
    }
}
