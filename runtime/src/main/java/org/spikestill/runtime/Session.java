package org.spikestill.runtime;

import java.util.Arrays;
import org.spikestill.model.Network;

/// Runs samples, one after the other, each on one thread: a second thread is refused. All buffers are allocated here; running allocates nothing, unless
/// a neuron without a kernel of its own does.
///
/// ```java
/// Prediction all = session.run(sample, key);                   // every tick
///
/// session.begin(sample, key);                                  // or tick by tick
/// while (session.step()) {
///     System.out.println(session.prediction().predicted());
/// }
///
/// session.begin();                                             // or events as they come
/// while (camera.next(events)) {
///     System.out.println(session.step(events, camera.count()).predicted());
/// }
/// ```
public final class Session {
    private static final Exit NEVER = Exit.never();

    private final Turn turn = new Turn();

    private final Engine engine;
    private final Network network;
    private final Machine machine;
    private final Prediction prediction;
    private final float[] sample;
    private final float[] encoded;
    private long key;
    private Source source = Source.NONE;

    /// The source of a tick's input.
    private enum Source {
        NONE,
        SAMPLE,
        EVENTS
    }

    Session(Engine engine, Machine machine) {
        this.engine = engine;
        this.network = engine.network();
        this.machine = machine;
        prediction = new Prediction(machine, network.ticks());
        sample = new float[network.input().elements()];
        encoded = new float[network.frame().elements()];
    }

    /// In this order: an engine that is being closed is seen here, or it sees this thread and waits.
    private void enter() {
        turn.enter();
        if (!engine.isOpen()) {
            turn.leave();
            throw Engine.closed();
        }
    }

    /// Whether the calling thread is inside a call.
    boolean isMine() {
        return turn.isMine();
    }

    /// Returns once no thread is inside a call.
    void await() {
        turn.await();
    }

    /// Runs a sample for all ticks.
    ///
    /// @param raw values in [0, 1], channel-major
    /// @param key of the sample's draws, see [org.spikestill.model.settings.Seed#at]
    /// @return valid until the next sample
    public Prediction run(float[] raw, long key) {
        return run(raw, key, NEVER);
    }

    /// Runs a sample until the last tick or until `exit` ends it.
    ///
    /// @throws IllegalArgumentException naming the first value that is no number in [0, 1]
    public Prediction run(float[] raw, long key, Exit exit) {
        enter();
        try {
            prepare(raw, key);
            while (advance()) {
                if (exit.leave(prediction)) {
                    break;
                }
            }
            return prediction;
        } finally {
            turn.leave();
        }
    }

    /// Prepares a sample: every neuron returns to where it starts.
    ///
    /// @throws IllegalArgumentException naming the first value that is no number in [0, 1]
    public void begin(float[] raw, long key) {
        enter();
        try {
            prepare(raw, key);
        } finally {
            turn.leave();
        }
    }

    private void prepare(float[] raw, long key) {
        if (raw.length != sample.length) {
            throw new IllegalArgumentException("the sample has " + raw.length + " values, the network takes "
                    + network.input() + ", that is " + sample.length);
        }
        checkRange(raw);
        turn.take();
        source = Source.NONE;
        this.key = key;
        System.arraycopy(raw, 0, sample, 0, raw.length);
        network.scaling().apply(sample, network.input());
        prediction.clear();
        machine.reset();
        if (network.encoder().constant()) {
            encode(0);
        }
        machine.runOnce(network.encoder().constant() ? network.ticks() : 1);
        source = Source.SAMPLE;
    }

    private void checkRange(float[] raw) {
        for (int i = 0; i < raw.length; i++) {
            if (!(raw[i] >= 0 && raw[i] <= 1)) { // also NaN
                throw new IllegalArgumentException("the sample holds " + raw[i] + " at "
                        + network.input().place(i)
                        + ": raw values lie in [0, 1], divide those of bytes by 255");
            }
        }
    }

    /// Runs the next tick; does nothing and returns false after the last.
    public boolean step() {
        enter();
        try {
            turn.checkHolder();
            return advance();
        } finally {
            turn.leave();
        }
    }

    private boolean advance() {
        switch (source) {
            case NONE -> throw new IllegalStateException("there is no sample yet: begin one before the first step");
            case EVENTS ->
                throw new IllegalStateException("this is a stream: give each step its events, or begin a sample");
            case SAMPLE -> {}
        }
        if (prediction.ticks() == network.ticks()) {
            return false;
        }
        if (!network.encoder().constant()) {
            encode(prediction.ticks());
        }
        machine.runTick(prediction.ticks());
        prediction.add(machine);
        return true;
    }

    /// Prepares a stream of events: every neuron returns to where it starts. The events of [#step(int\[\], int)] then take
    /// the place of a scaled and encoded sample.
    public void begin() {
        enter();
        try {
            turn.take();
            prediction.clear();
            machine.reset();
            source = Source.EVENTS;
        } finally {
            turn.leave();
        }
    }

    /// Runs the next tick of a stream.
    ///
    /// @param events elements of the input, channel-major, that are 1 in this tick, in any order; an element that is named n
    ///     times is n; only the first `count` are read
    /// @return the output so far, as [#prediction()]
    /// @throws IllegalStateException without [#begin()], and once all ticks have run
    public Prediction step(int[] events, int count) {
        enter();
        try {
            turn.checkHolder();
            advance(events, count);
            return prediction;
        } finally {
            turn.leave();
        }
    }

    private void advance(int[] events, int count) {
        if (source != Source.EVENTS) {
            throw new IllegalStateException("there is no stream yet: begin() one before its first step");
        }
        if (prediction.ticks() == network.ticks()) {
            throw new IllegalStateException(
                    "all " + network.ticks() + " ticks have run: begin() the next stream before its first step");
        }
        check(events, count);
        float[] input = machine.input();
        Arrays.fill(input, 0);
        for (int i = 0; i < count; i++) {
            input[events[i]]++;
        }
        if (network.encoder().constant()) {
            machine.runOnce(1); // what would be the same in every tick is not, here
        }
        machine.runTick(0);
        prediction.add(machine);
    }

    private void check(int[] events, int count) {
        if (count < 0 || count > events.length) {
            throw new IndexOutOfBoundsException("count is " + count + ": the array holds " + events.length + " events");
        }
        for (int i = 0; i < count; i++) {
            if (events[i] < 0 || events[i] >= encoded.length) {
                throw new IndexOutOfBoundsException("event " + i + " is at element " + events[i]
                        + ": the network takes " + network.frame() + ", that is 0 to " + (encoded.length - 1));
            }
        }
    }

    private void encode(int tick) {
        network.encoder().encode(sample, tick, network.ticks(), key, encoded);
        System.arraycopy(encoded, 0, machine.input(), 0, encoded.length);
    }

    /// Neurons of a layer that fired in the last tick, in ascending order.
    ///
    /// The engine keeps no spikes of a layer that average pooling alone reads: the two run as one operation. A second
    /// reader of the layer keeps them apart.
    ///
    /// @param layer name of a node that fires
    /// @return numbers in the row-major order of the layer's shape, such as `[C, H, W]`
    /// @throws IllegalStateException before the first tick, and for a layer whose spikes are not kept
    public int[] spikes(String layer) {
        enter();
        try {
            turn.checkHolder();
            return fired(layer);
        } finally {
            turn.leave();
        }
    }

    private int[] fired(String layer) {
        int position = machine.firingLayers().indexOf(layer);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "no layer '" + layer + "' fires: choose among " + machine.firingLayers());
        }
        if (prediction.ticks() == 0) {
            throw new IllegalStateException("no tick has run yet: step before asking for spikes");
        }
        int neurons = network.shapes().get(layer).elements();
        return machine.fired(position, neurons)
                .orElseThrow(() -> new IllegalStateException("the spikes of '" + layer
                        + "' are not kept, since average pooling alone reads them: give the layer a second reader, such"
                        + " as a Flatten"));
    }

    /// The output after the ticks run so far: the same object every time, rewritten by every tick.
    public Prediction prediction() {
        return prediction;
    }
}
