package org.spikestill.studies.binary;

import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.Latency;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Rectangle;

/// Integration of a neuron over time (Yin et al., BioCAS 2017). Both fire by the binary activation with a straight-through
/// gradient:
///
/// ```
/// s = 1[v > 1]      ds/dv = 0.5 · 1[0 < v < 2]
/// ```
public enum Integration {
    /// no memory, for rate-coded input: v[t] = W·x[t] + b; trained on one draw per presentation, run on T
    DISCONTINUOUS,
    /// the membrane is kept, for temporal input: v[t] = Σ_{j≤t} (W·x[j] + b) − Σ_{j<t} s[j]; trained through all T ticks
    CONTINUOUS;

    /// Threshold of every neuron.
    static final float THRESHOLD = 1;

    /// The window 0 < v < 2 in units of v / threshold − 1.
    private static final float WINDOW = 2;

    /// The neuron. Continuous integration is integrate-and-fire with a soft reset, through whose spikes gradients flow.
    public Lif neuron() {
        float leak = switch (this) {
            case DISCONTINUOUS -> 0;
            case CONTINUOUS -> 1;
        };
        Reset reset = new Reset(Reset.Target.SUBTRACT, false);
        return new Lif(leak, THRESHOLD, reset, Order.CHARGE_FIRST, new Rectangle(WINDOW));
    }

    /// The usual code of the input.
    public Encoder encoder() {
        return switch (this) {
            case DISCONTINUOUS -> new Poisson(false);
            case CONTINUOUS -> new Latency();
        };
    }

    /// Ticks of a training sample.
    ///
    /// @param ticks of the deployed network
    int trainingTicks(int ticks) {
        return switch (this) {
            case DISCONTINUOUS -> 1;
            case CONTINUOUS -> ticks;
        };
    }

    /// Bias added to the output neurons, which fire at v ≥ 0 under discontinuous integration and above 1 otherwise.
    float outputShift() {
        return switch (this) {
            case DISCONTINUOUS -> THRESHOLD;
            case CONTINUOUS -> 0;
        };
    }
}
