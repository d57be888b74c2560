package org.spikestill.runtime;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The one thread that is inside a session, and the one whose sample it holds. A session may pass from thread to thread
/// between samples; within a sample, and inside a call, another thread is refused.
final class Turn {
    private static final long NANOS_BETWEEN_LOOKS = 50_000;

    private static final String WAY_OUT = ": open a session for each thread";

    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private Thread holder; // of the sample; written and read inside only

    /// @throws IllegalStateException if another thread is inside
    void enter() {
        Thread me = Thread.currentThread();
        Thread other = inside.compareAndExchange(null, me);
        if (other != null) {
            throw new IllegalStateException(
                    other == me
                            ? "an exit rule or a listener calls the session that calls it: let it look at its argument alone"
                            : "the session is at work for thread '" + other.getName() + "', '" + me.getName()
                                    + "' uses it too" + WAY_OUT);
        }
    }

    void leave() {
        inside.set(null);
    }

    /// From now on the sample is this thread's.
    void take() {
        holder = Thread.currentThread();
    }

    /// @throws IllegalStateException if the sample is another thread's
    void checkHolder() {
        Thread me = Thread.currentThread();
        if (holder != null && holder != me) {
            throw new IllegalStateException("the session holds a sample that thread '" + holder.getName() + "' began, '"
                    + me.getName() + "' uses it too" + WAY_OUT);
        }
    }

    /// Whether the calling thread is inside.
    boolean isMine() {
        return inside.get() == Thread.currentThread();
    }

    /// Returns once no thread is inside.
    void await() {
        while (inside.get() != null) {
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
    }
}
