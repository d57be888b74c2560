package org.spikestill.bench.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;

/// One process of [WithoutVectors]: a model on test images, as a service embeds it. It prints the kernels, a checksum of all
/// logits, and the time of one image in each round.
public final class Deployed {
    private static final int IMAGES = 100;
    private static final double WARM_UP_SECONDS = 6; // of the processor: until the last compiler has seen all loops
    private static final int ROUNDS = 9;

    private Deployed() {}

    /// @param arguments model file, and the spec of its data
    public static void main(String[] arguments) throws IOException {
        float[][] images = images(arguments[1]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (Engine engine = Engine.load(Path.of(arguments[0]))) {
            Session session = engine.open();
            double[] millis = new double[ROUNDS];
            long began = threads.getCurrentThreadCpuTime();
            while (threads.getCurrentThreadCpuTime() - began < WARM_UP_SECONDS * 1e9) {
                checksum(session, images);
            }
            long sum = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = threads.getCurrentThreadCpuTime();
                sum = checksum(session, images);
                millis[round] = (threads.getCurrentThreadCpuTime() - start) / 1e6 / images.length;
            }
            System.out.println(Engine.kernels());
            System.out.println(sum);
            for (double each : millis) {
                System.out.println(each);
            }
        }
    }

    /// Runs all images once.
    ///
    /// @return a checksum of their logits
    private static long checksum(Session session, float[][] images) {
        long sum = 0;
        for (int i = 0; i < images.length; i++) {
            sum = 31 * sum + Arrays.hashCode(session.run(images[i], i).logits());
        }
        return sum;
    }

    private static float[][] images(String spec) throws IOException {
        DataSource.Opened data = DataSource.catalog().parse(spec).open(Optional.empty());
        try (Dataset _ = data.train();
                Dataset test = data.test()) {
            float[][] images = new float[IMAGES][test.sample().elements()];
            for (int i = 0; i < IMAGES; i++) {
                test.read(i, images[i]);
            }
            return images;
        }
    }
}
