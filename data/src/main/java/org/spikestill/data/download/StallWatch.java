package org.spikestill.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A watch over a stream from a server: closes it when no byte has come for too long, which ends a read that waits.
final class StallWatch implements AutoCloseable {
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final Thread thread;

    StallWatch(InputStream watched, Duration stall) {
        thread = Thread.ofVirtual().start(() -> watch(watched, stall));
    }

    /// Notes that bytes have come.
    void received() {
        last.set(System.nanoTime());
    }

    private void watch(InputStream watched, Duration stall) {
        try {
            for (long left = stall.toNanos(); left > 0; left = stall.toNanos() - (System.nanoTime() - last.get())) {
                Thread.sleep(Duration.ofNanos(left));
            }
            watched.close();
        } catch (InterruptedException _) {
            // the stream has ended, and the watch with it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
