package org.spikestill.lab.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A wish to stop, granted at the next batch with a checkpoint.
public final class Interruption {
    /// A batch and a checkpoint take a small part of this.
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean wished;

    /// Thrown once everything is safe on disk.
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped(String stage) {
            super("stopped while training the " + stage);
        }
    }

    public void wish() {
        wished = true;
    }

    public boolean wished() {
        return wished;
    }

    /// Says that nothing is at risk any more.
    public void over() {
        ended.countDown();
    }

    /// Makes the process's end, by Ctrl-C or a termination signal, wait until the run has stopped by itself.
    public void onShutdown() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            wish();
                            try {
                                if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                                    System.err.println("the run did not stop within " + PATIENCE_SECONDS
                                            + " s; it can be resumed from its last checkpoint");
                                }
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
    }
}
