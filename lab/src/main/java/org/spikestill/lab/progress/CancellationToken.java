package org.spikestill.lab.progress;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A request to stop. A training grants it at the next batch, after a checkpoint.
public final class CancellationToken {
    /// A batch and a checkpoint take a small part of this.
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch safe = new CountDownLatch(1);
    private volatile boolean cancelled;

    /// Thrown once everything is safe on disk.
    public static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /// @param doing work that was stopped, such as `training the student`
        public Cancelled(String doing) {
            super("stopped while " + doing);
        }
    }

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// Stops here if a stop was requested; for places where there is nothing to save.
    ///
    /// @param doing work under way, such as `converting`
    /// @throws Cancelled if a stop was requested
    public void throwIfCancelled(String doing) {
        if (cancelled) {
            throw new Cancelled(doing);
        }
    }

    /// Declares that nothing is at risk any more: from now on the process may end at any moment.
    public void release() {
        safe.countDown();
    }

    /// Makes the process's end, by Ctrl-C or a termination signal, wait until nothing is at risk.
    ///
    /// @param stopped is run then, last of all
    /// @return to be closed when the run is over, whichever way
    public Guard onShutdown(Runnable stopped) {
        Thread hook = new Thread(() -> stop(stopped), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Guard(this, hook);
    }

    private void stop(Runnable stopped) {
        cancel();
        try {
            if (!safe.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the run did not stop within " + PATIENCE_SECONDS + " s");
            }
            stopped.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Delays the end of the process until a run is safe.
    public static final class Guard implements AutoCloseable {
        private final CancellationToken cancellation;
        private final Thread hook;

        private Guard(CancellationToken cancellation, Thread hook) {
            this.cancellation = cancellation;
            this.hook = hook;
        }

        @Override
        public void close() {
            cancellation.release();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // the process is ending already, and the hook has the last word
            }
        }
    }
}
