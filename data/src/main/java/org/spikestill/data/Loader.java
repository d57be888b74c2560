package org.spikestill.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// One pass over a data set: batches are read and augmented by background threads, at most [#AHEAD] of them in
/// advance, and handed over strictly in order. Their content depends on the arguments alone, not on threads or
/// timing.
///
/// To be closed after use: that ends its threads. The data set stays open. One thread takes the batches.
public final class Loader implements Iterable<Batch>, AutoCloseable {
    /// Batches kept ready. Hides the jitter of reading; more would only cost memory.
    public static final int AHEAD = 4;

    /// Reading keeps up with training on two threads; the other cores are the trainer's.
    private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

    /// Treatment of a last batch that cannot be filled.
    public enum Rest {
        /// handed over shorter than the others, for evaluation
        KEEP,
        /// left out, for training: a few samples would weigh as much as a full batch
        DROP
    }

    private final Dataset data;
    private final int[] order;
    private final int batch;
    private final Augmentation augmentation;
    private final long epochKey;
    private final int batches;
    private final Thread[] threads;

    private final Object lock = new Object(); // guards the fields below
    private final Map<Integer, Batch> ready = new HashMap<>();
    private final Map<Integer, Throwable> failures = new HashMap<>();
    private final Deque<Batch> idle = new ArrayDeque<>();
    private int claimed;
    private int delivered;
    private Batch handedOver;
    private volatile boolean closed; // also read without the lock, to stop within a batch

    /// @param order numbers of the samples to read, in this order
    /// @param batch samples per batch, ≥ 1
    /// @param epochKey decides, with the number of each sample, its augmentation
    /// @param firstBatch batches to skip, from 0 to the number of batches in the pass; resumes an interrupted pass
    public Loader(
            Dataset data, int[] order, int batch, Rest rest, Augmentation augmentation, long epochKey, int firstBatch) {
        this(data, order, batch, rest, augmentation, epochKey, firstBatch, THREADS);
    }

    Loader(
            Dataset data,
            int[] order,
            int batch,
            Rest rest,
            Augmentation augmentation,
            long epochKey,
            int firstBatch,
            int threads) {
        this.data = data;
        this.order = order.clone();
        this.batch = Check.count("batch", batch);
        this.augmentation = augmentation;
        this.epochKey = epochKey;
        this.batches = order.length / batch + (rest == Rest.KEEP && order.length % batch > 0 ? 1 : 0);
        this.claimed = Check.within("first batch", firstBatch, 0, batches);
        this.delivered = firstBatch;
        this.threads = Stream.generate(
                        () -> Thread.ofPlatform().daemon().name("loader").unstarted(this::work))
                .limit(threads)
                .toArray(Thread[]::new);
        for (Thread thread : this.threads) {
            thread.start();
        }
    }

    /// A training epoch: all samples in the order that `epoch` decides, the rest dropped.
    ///
    /// @param epoch stream of this epoch; equal streams give equal passes
    /// @throws IllegalArgumentException if there are too few samples for one batch
    public static Loader shuffled(Dataset data, int batch, Augmentation augmentation, Seed epoch, int firstBatch) {
        return shuffled(data, batch, augmentation, epoch, epoch.split("augment"), firstBatch);
    }

    /// A training epoch whose augmentation has a stream of its own.
    ///
    /// @param epoch decides the order
    /// @param augment decides, with the number of each sample, its augmentation
    public static Loader shuffled(
            Dataset data, int batch, Augmentation augmentation, Seed epoch, Seed augment, int firstBatch) {
        if (data.size() < batch) {
            throw new IllegalArgumentException("batch is " + batch + ", there are " + data.size()
                    + " training samples: no batch would be full, choose a smaller one");
        }
        int[] order = epoch.split("shuffle").permutation(data.size());
        return new Loader(data, order, batch, Rest.DROP, augmentation, augment.value(), firstBatch);
    }

    /// An evaluation pass: all samples as they are, in order, the rest kept.
    public static Loader inOrder(Dataset data, int batch) {
        int[] order = IntStream.range(0, data.size()).toArray();
        return new Loader(data, order, batch, Rest.KEEP, new None(), 0, 0);
    }

    /// Batches in the whole pass, skipped ones included.
    public int batches() {
        return batches;
    }

    /// The batches that are left. `next` throws what reading the batch threw, an I/O error as [UncheckedIOException].
    @Override
    public Iterator<Batch> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                synchronized (lock) {
                    return delivered < batches;
                }
            }

            @Override
            public Batch next() {
                return take();
            }
        };
    }

    private void work() {
        for (int number = claim(); number < batches; number = claim()) {
            try {
                Batch filled = fill(number);
                synchronized (lock) {
                    ready.put(number, filled);
                    lock.notifyAll();
                }
            } catch (IOException | RuntimeException | Error failure) {
                synchronized (lock) {
                    failures.put(number, failure);
                    lock.notifyAll();
                }
            }
        }
    }

    /// The next batch to fill, once there is room for it; the number of batches when there is nothing left to do.
    private int claim() {
        synchronized (lock) {
            while (!closed && claimed < batches && claimed - delivered >= AHEAD) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    closed = true; // nobody but the JVM's end interrupts these threads
                }
            }
            return closed || claimed == batches ? batches : claimed++;
        }
    }

    private Batch fill(int number) throws IOException {
        int first = number * batch;
        Batch into = buffer(Math.min(batch, order.length - first));
        int elements = data.sample().elements();
        float[] sample = new float[elements];
        float[] changed = new float[elements];
        float[] second = new float[into.mixture().isPresent() ? elements : 0];
        float[] values = new float[into.values().length / into.size()];
        for (int i = 0; i < into.size() && !closed; i++) {
            int index = order[first + i];
            into.indices()[i] = index;
            into.labels()[i] = data.read(index, sample);
            if (values.length > 0) {
                data.values(index, values);
                System.arraycopy(values, 0, into.values(), i * values.length, values.length);
            }
            long key = Seed.mix(epochKey, index);
            augmentation.apply(sample, data.sample(), key, changed);
            if (augmentation instanceof Mixing mixing) {
                Mixture mixture = into.mixture().orElseThrow();
                int partner = Mixing.partner(key, data.size());
                mixture.labels()[i] = data.read(partner, sample);
                mixing.of().apply(sample, data.sample(), Seed.mix(key, partner), second);
                mixture.shares()[i] = mixing.mix(changed, second, data.sample(), key, sample);
            }
            float[] ready = augmentation instanceof Mixing ? sample : changed;
            System.arraycopy(ready, 0, into.images(), i * elements, elements);
        }
        return into;
    }

    /// A batch to fill: one that came back, or a new one until there are enough; a shorter one is always new.
    private Batch buffer(int size) {
        synchronized (lock) {
            Batch used = size == batch ? idle.poll() : null;
            return used != null ? used : new Batch(data.sample(), data.labels(), size, augmentation instanceof Mixing);
        }
    }

    private Batch take() {
        synchronized (lock) {
            if (delivered == batches) {
                throw new NoSuchElementException("the pass has " + batches + " batches and all have been taken");
            }
            if (handedOver != null) {
                idle.add(handedOver);
                handedOver = null;
            }
            while (!closed && !ready.containsKey(delivered) && !failures.containsKey(delivered)) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for batch " + delivered, e);
                }
            }
            if (closed) {
                throw new IllegalStateException("the loader is closed: take its batches before that");
            }
            if (failures.containsKey(delivered)) {
                throw unchecked(failures.get(delivered));
            }
            handedOver = ready.remove(delivered++);
            lock.notifyAll();
            return handedOver;
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case RuntimeException e -> e;
            case IOException e -> new UncheckedIOException(e.getMessage(), e);
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        };
    }

    /// Stops reading, within a sample, and waits until the threads have ended: after that the data set may be closed.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true; // reported to the caller once the threads are gone
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
