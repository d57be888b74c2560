package org.spikestill.runtime;

import java.util.Arrays;
import org.spikestill.model.Check;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.neuron.Integrator;

/// Runs samples, one after the other, each on one thread: a second thread is refused. All buffers are allocated here; running
/// allocates nothing, unless a neuron without a kernel of its own or a [Listener] does.
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
///
/// session.beginEndless(50);                                    // without end, predicted by the last 50 ticks
/// ```
public final class Session {
    private static final Exit NEVER = Exit.never();

    private final Turn turn = new Turn();

    private final Engine engine;
    private final Network network;
    private final Machine machine;
    private final Prediction bounded;
    private final InputCheck check;
    private final Tick tick;
    private final boolean integrates;
    private final float[] sample;
    private final float[] encoded;
    private long key;
    private Source source = Source.NONE;
    private Prediction prediction;
    private ReadOutWindow window; // of a stream without end, else null
    private Listener listener; // null if nobody listens
    private long streamed;

    Session(Engine engine, Machine machine) {
        this.engine = engine;
        this.network = engine.network();
        this.machine = machine;
        bounded = new Prediction(machine, engine.classNames(), network.ticks());
        prediction = bounded;
        check = new InputCheck(network);
        tick = new Tick(network, machine);
        integrates = network.output().layer() instanceof Layer.Spike(Integrator _);
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
            while (advance() && !exit.leave(prediction)) {}
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
        check.sample(raw);
        turn.take();
        source = Source.NONE;
        this.key = key;
        System.arraycopy(raw, 0, sample, 0, raw.length);
        network.scaling().apply(sample, network.input());
        restart(bounded, null);
        if (network.encoder().constant()) {
            encode(0);
        }
        machine.runOnce(network.encoder().constant() ? network.ticks() : 1);
        source = Source.SAMPLE;
    }

    private void restart(Prediction output, ReadOutWindow within) {
        prediction = output;
        prediction.clear();
        window = within;
        streamed = 0;
        machine.reset();
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
        finish(machine.output());
        return true;
    }

    /// Prepares a stream of events: every neuron returns to where it starts. The events of [#step(int\[\], int)] then take
    /// the place of a scaled and encoded sample. The stream ends with the network's last tick.
    public void begin() {
        enter();
        try {
            turn.take();
            restart(bounded, null);
            source = Source.EVENTS;
        } finally {
            turn.leave();
        }
    }

    /// Prepares a stream of events without end, whose prediction covers the last `ticks` ticks: an integrating read-out sums over
    /// these alone, any other keeps its own dynamics. All other neurons keep their state from tick to tick. Memory is taken here, and
    /// none later.
    ///
    /// @param ticks W of the read-out's window, ≥ 1; the network's own T suits it best
    /// @throws IllegalStateException on an engine that emulates a device
    public void beginEndless(int ticks) {
        Check.within("ticks", ticks, 1, Integer.MAX_VALUE);
        enter();
        try {
            turn.take();
            restart(
                    new Prediction(machine, engine.classNames(), ticks),
                    new ReadOutWindow(ticks, machine.initialReadOut()));
            source = Source.EVENTS;
        } finally {
            turn.leave();
        }
    }

    /// Ticks of the sample or stream so far, also those that have left the window of a stream without end.
    public long ticksRun() {
        return streamed;
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
        if (window == null && prediction.ticks() == network.ticks()) {
            throw new IllegalStateException(
                    "all " + network.ticks() + " ticks have run: begin() the next stream before its first step");
        }
        check.events(events, count, encoded.length);
        float[] input = machine.input();
        Arrays.fill(input, 0);
        for (int i = 0; i < count; i++) {
            input[events[i]]++;
        }
        if (network.encoder().constant()) {
            machine.runOnce(1); // what would be the same in every tick is not, here
        }
        if (window != null && integrates) {
            machine.restReadOut();
        }
        machine.runTick(0);
        finish(window != null && integrates ? window.add(machine.output()) : machine.output());
    }

    private void finish(float[] output) {
        prediction.add(machine, output);
        if (listener != null) {
            listener.tick(tick.at(streamed));
        }
        streamed++;
    }

    /// Lets a listener read spikes and membranes after every tick from now on, in place of an earlier one.
    ///
    /// @throws IllegalStateException if the engine was not made by [Engine#traced]
    public void listen(Listener to) {
        if (!engine.isTraced()) {
            throw new IllegalStateException(
                    "this engine merges operations, and keeps neither all spikes nor all membranes:"
                            + " make it with Engine.traced");
        }
        enter();
        try {
            listener = to;
        } finally {
            turn.leave();
        }
    }

    private void encode(int tick) {
        network.encoder().encode(sample, tick, network.ticks(), key, encoded);
        System.arraycopy(encoded, 0, machine.input(), 0, encoded.length);
    }

    /// Neurons of a layer that fired in the last tick, in ascending order.
    ///
    /// The engine keeps no spikes of a layer that average pooling alone reads, but for [Engine#traced].
    ///
    /// @param layer name of a node that fires
    /// @return numbers in the row-major order of the layer's shape, such as `[C, H, W]`
    /// @throws IllegalStateException before the first tick, and for a layer whose spikes are not kept
    public int[] spikes(String layer) {
        enter();
        try {
            turn.checkHolder();
            if (streamed == 0 && machine.firingLayers().contains(layer)) {
                throw new IllegalStateException("no tick has run yet: step before asking for spikes");
            }
            return tick.spikes(layer);
        } finally {
            turn.leave();
        }
    }

    /// The output after the ticks run so far: an object rewritten by every tick, the same for all samples.
    public Prediction prediction() {
        return prediction;
    }
}
