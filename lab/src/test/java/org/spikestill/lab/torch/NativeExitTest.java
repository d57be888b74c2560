package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process that ends while libtorch computes ends with its own code.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NativeExitTest {
    @TempDir
    private Path folder;

    /// A gradient that is under way when another thread ends the process. It takes long, since the JVM waits a while for native code.
    static final class Busy {
        private static final int EDGE = 300;
        private static final int PRODUCTS = 100;

        public static void main(String[] arguments) throws InterruptedException {
            Torch.ready();
            CountDownLatch begun = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> compute(begun));
            begun.await();
            Thread.sleep(100);
            System.exit(7);
        }

        private static void compute(CountDownLatch begun) {
            while (true) {
                try (PointerScope _ = new PointerScope()) {
                    var matrix = torch.rand(EDGE, EDGE).set_requires_grad(true);
                    var product = matrix;
                    for (int i = 0; i < PRODUCTS; i++) {
                        product = torch.matmul(product, matrix).mul(new Scalar(0.01));
                    }
                    var sum = product.sum();
                    begun.countDown();
                    sum.backward();
                }
            }
        }
    }

    @RepeatedTest(2)
    void theProcessEndsBeforeWhatItUsesIsDestroyed() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=" + folder.resolve("error.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Busy.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(7);
        assertThat(said).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
