package org.spikestill.bench.life;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.spikestill.runtime.LiveEngine;

/// Hot reloads under load: four threads classify without a pause while the network is loaded anew, one reload after the other.
/// Every answer is compared with that of the first engine; an answer that differs or a request that fails ends the benchmark.
public final class Reloads {
    private static final int THREADS = 4;
    private static final int IMAGES = 8;
    private static final int USUAL = 1000;
    private static final String MODEL = "models/mnist-3conv2linear-t8-seed1.safetensors";

    private Reloads() {}

    /// @param arguments the name of the benchmark, then `--count N` or nothing for a thousand
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        boolean given = arguments.length == 3 && arguments[1].equals("--count");
        int reloads = given ? Integer.parseInt(arguments[2]) : USUAL;
        Path file = Path.of(System.getProperty("spikestill.home", ".")).resolve(MODEL);
        long start = System.nanoTime();
        long requests = run(file, reloads);
        Footing footing = Footing.now();
        System.out.printf(
                "%d reloads under load from %d threads in %.0f s: %d requests, none failed, every answer as by the first"
                        + " engine; resident %.1f MB, %d mappings, %d descriptors%n",
                reloads,
                THREADS,
                (System.nanoTime() - start) / 1e9,
                requests,
                footing.residentBytes() / 1e6,
                footing.mappings(),
                footing.descriptors());
    }

    private static long run(Path file, int reloads) throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        try (LiveEngine live = new LiveEngine(file);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            float[][] images = images(live.engine().network().input().elements());
            float[][] wanted = new float[IMAGES][];
            for (int i = 0; i < IMAGES; i++) {
                wanted[i] = live.run(images[i], i).logits();
            }
            List<Future<Long>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> serve(live, images, wanted, over)));
            }
            try {
                for (int i = 0; i < reloads; i++) {
                    live.replace(file);
                }
            } finally {
                over.set(true);
            }
            long requests = 0;
            for (Future<Long> each : all) {
                requests += each.get();
            }
            return requests;
        }
    }

    private static float[][] images(int elements) {
        Random random = new Random(1);
        float[][] images = new float[IMAGES][elements];
        for (float[] image : images) {
            for (int i = 0; i < elements; i++) {
                image[i] = random.nextFloat();
            }
        }
        return images;
    }

    private static long serve(LiveEngine live, float[][] images, float[][] wanted, AtomicBoolean over) {
        long requests = 0;
        while (!over.get()) {
            int image = (int) (requests % IMAGES);
            if (!Arrays.equals(live.run(images[image], image).logits(), wanted[image])) {
                throw new IllegalStateException("request " + requests + " has other logits than the first engine");
            }
            requests++;
        }
        return requests;
    }
}
