package org.spikestill.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Output of a network after the ticks run so far: class, logits, and exact counts of spikes and operations. A session owns one and rewrites it with
/// every tick; [#copy()] keeps it.
///
/// Ticks are numbered from 0. Layers go by the names of their nodes. The prediction of a stream without end covers the ticks of
/// its window, of which the oldest is number 0.
public final class Prediction {
    private final List<Optional<String>> names; // by class
    private final float[] logits;
    private final int[] classes; // [T]
    private final Counters spikes;
    private final Counters adds;
    private final Counters multiplyAdds;
    private int ticks;

    /// @param names of the classes
    Prediction(Machine machine, List<Optional<String>> names, int ticks) {
        this.names = names;
        logits = new float[machine.classes()];
        classes = new int[ticks];
        spikes = new Counters("fires", machine.firingLayers(), ticks);
        adds = new Counters("has synapses", machine.synapticLayers(), ticks);
        multiplyAdds = new Counters("has synapses", machine.synapticLayers(), ticks);
    }

    private Prediction(Prediction other) {
        names = other.names;
        logits = other.logits.clone();
        classes = other.classes.clone();
        spikes = other.spikes.copy();
        adds = other.adds.copy();
        multiplyAdds = other.multiplyAdds.copy();
        ticks = other.ticks;
    }

    /// This prediction as it is now, independent of the session.
    public Prediction copy() {
        return new Prediction(this);
    }

    void clear() {
        ticks = 0;
        Arrays.fill(logits, 0);
    }

    /// @param output the logits after this tick, perhaps with more elements behind them
    void add(Machine machine, float[] output) {
        if (ticks == classes.length) { // of a stream without end: the oldest tick leaves the window
            System.arraycopy(classes, 1, classes, 0, ticks - 1);
            spikes.shift();
            adds.shift();
            multiplyAdds.shift();
            ticks--;
        }
        System.arraycopy(output, 0, logits, 0, logits.length);
        classes[ticks] = largest(logits);
        for (int i = 0; i < spikes.layers().size(); i++) {
            spikes.put(i, ticks, machine.spikes(i));
        }
        for (int i = 0; i < adds.layers().size(); i++) {
            adds.put(i, ticks, machine.isAnalog(i) ? 0 : machine.operations(i));
            multiplyAdds.put(i, ticks, machine.isAnalog(i) ? machine.operations(i) : 0);
        }
        ticks++;
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /// Ticks run so far, fewer than the network's where an [Exit] was taken.
    public int ticks() {
        return ticks;
    }

    /// The class with the largest logit; the first of equals, and class 0 before the first tick.
    public int predicted() {
        return ticks == 0 ? 0 : classes[ticks - 1];
    }

    /// Name of [#predicted()] in the data that the model learnt from, as its file holds it; empty if it holds none.
    public Optional<String> name() {
        return names.get(predicted());
    }

    /// The same of any class.
    ///
    /// @param index from 0 to before [#classes()]
    public Optional<String> name(int index) {
        return names.get(index);
    }

    /// The class after tick `tick`.
    public int predictedAfter(int tick) {
        return classes[within(tick)];
    }

    public int classes() {
        return logits.length;
    }

    /// The read-out's value after the last tick run; 0 before the first.
    public float logit(int index) {
        return logits[index];
    }

    /// A copy of all logits.
    public float[] logits() {
        return logits.clone();
    }

    /// Names of the layers that fire, in order.
    public List<String> firingLayers() {
        return spikes.layers();
    }

    /// Names of the layers with synapses, in order.
    public List<String> synapticLayers() {
        return adds.layers();
    }

    /// Spikes of a layer in all ticks so far.
    public long spikes(String layer) {
        return spikes.total(layer, ticks);
    }

    /// Spikes of a layer in one tick.
    public long spikes(String layer, int tick) {
        return spikes.at(layer, within(tick));
    }

    /// Additions of a layer in all ticks so far: synapses other than 0 that an event of ±1 drove, in ticks whose
    /// events were all ±1 (effective accumulates in NeuroBench). A constant current counts in every tick, though it
    /// is computed once.
    public long adds(String layer) {
        return adds.total(layer, ticks);
    }

    /// Additions of a layer in one tick.
    public long adds(String layer, int tick) {
        return adds.at(layer, within(tick));
    }

    /// Multiplications with addition of a layer in all ticks so far: as [#adds(String)], in ticks with any other
    /// value.
    public long multiplyAdds(String layer) {
        return multiplyAdds.total(layer, ticks);
    }

    /// Multiplications with addition of a layer in one tick.
    public long multiplyAdds(String layer, int tick) {
        return multiplyAdds.at(layer, within(tick));
    }

    private int within(int tick) {
        if (tick < 0 || tick >= ticks) {
            throw new IndexOutOfBoundsException("tick is " + tick + ": " + ticks + " have run, from 0");
        }
        return tick;
    }

    @Override
    public String toString() {
        return "class " + predicted() + name().map(" (%s)"::formatted).orElse("") + " after " + ticks
                + (ticks == 1 ? " tick" : " ticks");
    }
}
