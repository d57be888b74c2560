package org.spikestill.runtime;

import org.spikestill.model.Network;
import org.spikestill.runtime.lower.Program;

/// Runs samples, one after the other, on one thread. All buffers are allocated here; running allocates nothing, unless
/// a neuron without a kernel of its own does.
///
/// ```java
/// Prediction all = session.run(sample, key);                   // every tick
///
/// session.begin(sample, key);                                  // or tick by tick
/// while (session.step()) {
///     System.out.println(session.prediction().predicted());
/// }
/// ```
public final class Session {
    private static final Exit NEVER = Exit.never();

    private final Engine engine;
    private final Network network;
    private final Program program;
    private final Machine machine;
    private final Prediction prediction;
    private final float[] sample;
    private final float[] encoded;
    private long key;
    private boolean begun;

    Session(Engine engine, Program program, Machine machine) {
        this.engine = engine;
        this.network = engine.network();
        this.program = program;
        this.machine = machine;
        prediction = new Prediction(program, network.ticks());
        sample = new float[network.input().elements()];
        encoded = new float[sample.length];
    }

    /// Runs a sample for all ticks.
    ///
    /// @param raw values in [0, 1], channel-major
    /// @param key of the sample's draws, see [org.spikestill.model.settings.Seed#at]
    /// @return valid until the next sample
    public Prediction run(float[] raw, long key) {
        return run(raw, key, NEVER);
    }

    /// Runs a sample until the last tick or until `exit` says so.
    public Prediction run(float[] raw, long key, Exit exit) {
        begin(raw, key);
        while (step()) {
            if (exit.leave(prediction)) {
                break;
            }
        }
        return prediction;
    }

    /// Prepares a sample: every neuron returns to where it starts.
    public void begin(float[] raw, long key) {
        engine.checkOpen();
        if (raw.length != sample.length) {
            throw new IllegalArgumentException("the sample has " + raw.length + " values, the network takes "
                    + network.input() + ", that is " + sample.length);
        }
        begun = false;
        this.key = key;
        System.arraycopy(raw, 0, sample, 0, raw.length);
        network.scaling().apply(sample, network.input());
        prediction.clear();
        machine.reset();
        if (network.encoder().constant()) {
            encode(0);
        }
        machine.runOnce();
        begun = true;
    }

    /// Runs the next tick; does nothing and returns false after the last.
    public boolean step() {
        engine.checkOpen();
        if (!begun) {
            throw new IllegalStateException("there is no sample yet: begin one before the first step");
        }
        if (prediction.ticks() == network.ticks()) {
            return false;
        }
        if (!network.encoder().constant()) {
            encode(prediction.ticks());
        }
        machine.runTick();
        prediction.add(program, machine);
        return true;
    }

    private void encode(int tick) {
        network.encoder().encode(sample, tick, key, encoded);
        System.arraycopy(encoded, 0, machine.input(), 0, encoded.length);
    }

    /// What the network has said so far. The same object every time, rewritten by every tick.
    public Prediction prediction() {
        return prediction;
    }
}
