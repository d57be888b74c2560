package org.spikestill.bench.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.spikestill.runtime.Session;
import tools.jackson.databind.node.ObjectNode;

/// Images per second on one and on two threads of one engine, in turn; medians.
record Throughput(String name, double one, double two) {
    private static final int ROUNDS = 7;
    private static final int IMAGES = 400;

    static Throughput of(Runner runner) {
        double[] one = new double[ROUNDS];
        double[] two = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            int kept = Math.max(round, 0); // warm-up is overwritten
            one[kept] = perSecond(runner, 1);
            two[kept] = perSecond(runner, 2);
        }
        Arrays.sort(one);
        Arrays.sort(two);
        return new Throughput(runner.name(), one[ROUNDS / 2], two[ROUNDS / 2]);
    }

    private static double perSecond(Runner runner, int threads) {
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                workers.add(pool.submit(() -> {
                    Session session = runner.engine().open();
                    for (int i = 0; i < IMAGES / threads; i++) {
                        session.run(runner.image(i), i);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        return IMAGES * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    void printInto(ObjectNode node) {
        System.out.printf(
                "%n%s: %.0f images/s on one thread, %.0f on two, %.2f times as many%n", name, one, two, two / one);
        node.put("one_thread", one).put("two_threads", two).put("ratio", two / one);
    }
}
