package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

@EnabledOnOs(value = LINUX, disabledReason = "the resident size is read from /proc")
class NativeHeapTest {
    private static final int LAYERS = 8;
    private static final long MEGABYTES = 20;
    private static final long ALL = LAYERS * MEGABYTES << 20;

    @Test
    void freedTensorsLeaveTheProcessWhereMemoryIsReturned() throws Exception {
        assertThat(given(true)).isGreaterThan(ALL * 3 / 4);
    }

    @Test
    void freedTensorsStayInTheProcessWhereMemoryIsKept() throws Exception {
        assertThat(given(false)).isLessThan(ALL / 2);
    }

    /// Bytes that a process of its own has given back, whose heap no other test has grown.
    private static long given(boolean returning) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Freeing.class.getName()));
        command.add(String.valueOf(returning));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(answer);
    }

    /// Fills large tensors with small ones between them, which keep a heap from shrinking, and frees the large ones.
    static final class Freeing {
        private Freeing() {}

        public static void main(String[] arguments) throws IOException {
            Torch.ready();
            NativeHeap.returnLarge(true);
            NativeHeap.returnLarge(Boolean.parseBoolean(arguments[0]));
            Tensor[] large = new Tensor[LAYERS];
            Tensor[] small = new Tensor[LAYERS];
            for (int i = 0; i < LAYERS; i++) {
                large[i] = filled(MEGABYTES << 18);
                small[i] = filled(1 << 16);
            }
            long held = resident();
            for (Tensor each : large) {
                each.close();
            }
            System.out.println(held - resident());
            for (Tensor each : small) {
                each.close();
            }
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
}
