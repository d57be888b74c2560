package org.spikestill.lab.torch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Splits an index range over as many threads as the native library uses. Pieces are fixed by the range and the number
/// of threads, and a kernel writes only its own piece, so results do not depend on scheduling.
final class Workers {
    /// Below this many elements a second thread costs more than it brings.
    private static final long WORTH_SPLITTING = 1 << 14;

    private static final ExecutorService POOL = Torch.threads() == 1
            ? null
            : Executors.newFixedThreadPool(Torch.threads() - 1, task -> {
                Thread thread = new Thread(task, "spikestill-kernel");
                thread.setDaemon(true);
                return thread;
            });

    @FunctionalInterface
    interface Piece {
        void run(long from, long to);
    }

    private Workers() {}

    static void split(long size, Piece piece) {
        int parts = size < WORTH_SPLITTING ? 1 : Torch.threads();
        if (parts == 1) {
            piece.run(0, size);
            return;
        }
        long step = (size / parts + 63) / 64 * 64;
        CountDownLatch rest = new CountDownLatch(parts - 1);
        Throwable[] failure = new Throwable[1];
        for (int part = 1; part < parts; part++) {
            long from = Math.min(size, part * step);
            long to = part == parts - 1 ? size : Math.min(size, from + step);
            POOL.execute(() -> {
                try {
                    piece.run(from, to);
                } catch (Throwable thrown) {
                    synchronized (failure) {
                        failure[0] = thrown;
                    }
                } finally {
                    rest.countDown();
                }
            });
        }
        try {
            piece.run(0, Math.min(size, step));
        } finally {
            await(rest);
        }
        synchronized (failure) {
            if (failure[0] != null) {
                throw new IllegalStateException("a kernel failed", failure[0]);
            }
        }
    }

    private static void await(CountDownLatch rest) {
        boolean interrupted = false;
        while (true) {
            try {
                rest.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true; // the native buffers are still in use: finish first
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
