package org.spikestill.bench.life;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;

/// A service in one process: threads that classify images at a steady pace, while the network is loaded anew again and again.
/// Every prediction is compared with that of a fresh engine; memory, mappings, descriptors and latency are printed by slice.
public final class Service {
    private static final int THREADS = 4;
    private static final int IMAGES = 32;
    private static final int SLICES = 12;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RELOAD = Duration.ofSeconds(5);
    private static final String MODEL = "models/mnist-3conv2linear-t8-seed1.safetensors";

    private final Path file;
    private final float[][] images;
    private final List<float[]> wanted;
    private final double[][] millis = new double[THREADS][];
    private volatile Engine current;

    private Service(Path file) {
        this.file = file;
        this.current = Engine.load(file);
        this.images = new float[IMAGES][];
        List<float[]> logits = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images[i] = image(current.network().input().elements(), Seed.of(1).at(i));
            logits.add(current.open().run(images[i], i).logits().clone());
        }
        this.wanted = List.copyOf(logits);
    }

    private static float[] image(int elements, long key) {
        float[] pixels = new float[elements];
        Random random = new Random(key);
        for (int i = 0; i < elements; i++) {
            pixels[i] = random.nextFloat();
        }
        return pixels;
    }

    /// @param arguments the name of the benchmark, then `--minutes N` or nothing for an hour
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        boolean given = arguments.length == 3 && arguments[1].equals("--minutes");
        Duration whole = Duration.ofMinutes(given ? Long.parseLong(arguments[2]) : 60);
        Service service =
                new Service(Path.of(System.getProperty("spikestill.home", ".")).resolve(MODEL));
        System.out.println(
                "after s  requests  reloads  median ms   99 % ms  resident MB  live MB  mappings  descriptors");
        long requests = 0;
        long reloads = 0;
        Duration slice = whole.dividedBy(SLICES);
        for (int i = 1; i <= SLICES; i++) {
            reloads += service.run(slice);
            double[] times = Arrays.stream(service.millis)
                    .flatMapToDouble(Arrays::stream)
                    .sorted()
                    .toArray();
            requests += times.length;
            Footing footing = Footing.now();
            System.out.printf(
                    "%7d %9d %8d %10.2f %9.2f %12.1f %8.1f %9d %12d%n",
                    slice.multipliedBy(i).toSeconds(),
                    requests,
                    reloads,
                    times[times.length / 2],
                    times[times.length * 99 / 100],
                    footing.residentBytes() / 1e6,
                    footing.liveBytes() / 1e6,
                    footing.mappings(),
                    footing.descriptors());
        }
        service.current.close();
        System.out.printf("%d requests, %d reloads: every prediction as by a fresh engine%n", requests, reloads);
    }

    /// @return how often the network was loaded anew
    private int run(Duration slice) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + slice.toNanos();
        int reloads = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                all.add(threads.submit(() -> millis[number] = serve(number, end)));
            }
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(Math.min(RELOAD.toNanos(), Math.max(1, end - System.nanoTime())));
                Engine before = current;
                current = Engine.load(file);
                before.close();
                reloads++;
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return reloads;
    }

    private double[] serve(int thread, long end) {
        List<Double> times = new ArrayList<>();
        for (int request = thread; System.nanoTime() < end; request++) {
            long start = System.nanoTime();
            float[] found = answer(request % IMAGES).logits();
            times.add((System.nanoTime() - start) / 1e6);
            if (!Arrays.equals(found, wanted.get(request % IMAGES))) {
                throw new IllegalStateException("request " + request + " has other logits than a fresh engine");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// A request that meets the engine while it closes goes to the next one, which is in place before.
    private Prediction answer(int image) {
        while (true) {
            Engine engine = current;
            try {
                return engine.open().run(images[image], image);
            } catch (IllegalStateException closed) {
                if (engine == current) {
                    throw closed;
                }
            }
        }
    }
}
