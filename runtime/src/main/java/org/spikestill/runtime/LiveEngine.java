package org.spikestill.runtime;

import java.nio.file.Path;

/// An engine whose network can be replaced while threads run samples. Each run is made by one network from its first tick to its
/// last; a run that meets an engine in the moment of its closing goes to the next one.
///
/// ```java
/// Prediction prediction = live.run(sample, key);      // any thread
/// live.replace(Path.of("student-2.safetensors"));     // any other
/// ```
public final class LiveEngine implements AutoCloseable {
    private final ThreadLocal<Seat> seats = new ThreadLocal<>();
    private volatile Engine current;
    private volatile boolean closed;

    /// A thread's session and the engine that it belongs to.
    private record Seat(Engine engine, Session session) {}

    /// @throws org.spikestill.model.InvalidFile as [Engine#load]
    public LiveEngine(Path file) {
        this(Engine.load(file));
    }

    /// @param engine closed by this from now on
    public LiveEngine(Engine engine) {
        current = engine;
    }

    /// Runs a sample for all ticks, see [Session#run(float\[\], long)].
    ///
    /// @return valid until the next run of this thread
    /// @throws EngineClosed once this is closed
    public Prediction run(float[] raw, long key) {
        while (true) {
            Engine engine = current;
            try {
                return session(engine).run(raw, key);
            } catch (EngineClosed e) {
                if (closed || engine == current) {
                    throw e;
                }
            }
        }
    }

    private Session session(Engine engine) {
        Seat seat = seats.get();
        if (seat == null || seat.engine() != engine) {
            seat = new Seat(engine, engine.open());
            seats.set(seat);
        }
        return seat.session();
    }

    /// Replaces the network by that of a file. If the file is refused, the present network stays.
    ///
    /// @throws org.spikestill.model.InvalidFile as [Engine#load]
    public void replace(Path file) {
        replace(Engine.load(file));
    }

    /// Replaces the engine, and closes the one before once its runs have ended.
    ///
    /// @throws EngineClosed once this is closed; the engine given is closed then too
    public void replace(Engine engine) {
        Engine before;
        synchronized (this) {
            if (closed) {
                engine.close();
                throw new EngineClosed();
            }
            before = current;
            current = engine;
        }
        before.close();
    }

    /// The engine of runs that begin now; it may be replaced at any moment.
    public Engine engine() {
        return current;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        current.close();
    }
}
