package org.spikestill.runtime;

import java.util.Arrays;
import java.util.List;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.kernel.Counts;
import org.spikestill.runtime.kernel.Events;
import org.spikestill.runtime.kernel.IntegerSynapses;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.Pooling;
import org.spikestill.runtime.kernel.Synapses;
import org.spikestill.runtime.lower.Op;
import org.spikestill.runtime.lower.Program;

/// Runs the operations of a program over buffers of its own, allocated once.
final class Machine {
    private static final ArrayAlgebra ALGEBRA = new ArrayAlgebra();

    private final Kernels kernels;
    private final Program program;
    private final Op[] once;
    private final Op[] eachTick;
    private final float[][] values;
    private final Events[] events;
    private final Counts[] counts;
    private final float[][][] states; // [population][state][neuron]
    private final long[] operations; // per synaptic layer, of its last run
    private final boolean[] analog; // likewise

    Machine(Program program, Kernels kernels) {
        this.kernels = kernels;
        this.program = program;
        once = program.once().toArray(Op[]::new);
        eachTick = program.eachTick().toArray(Op[]::new);
        values = program.values().stream()
                .map(layout -> new float[Kernels.capacity(layout.elements())])
                .toArray(float[][]::new);
        events = program.events().stream()
                .map(buffer -> buffer.spikes() ? Events.spikes(buffer.layout()) : Events.graded(buffer.layout()))
                .toArray(Events[]::new);
        counts = program.counts().stream()
                .map(buffer -> new Counts(buffer.layout(), buffer.parts()))
                .toArray(Counts[]::new);
        states = program.populations().stream()
                .map(population ->
                        population.initial().stream().map(float[]::clone).toArray(float[][]::new))
                .toArray(float[][][]::new);
        operations = new long[program.synaptic().size()];
        analog = new boolean[program.synaptic().size()];
    }

    /// Where the encoded sample goes, in planar order.
    float[] input() {
        return values[0];
    }

    /// The logits after a tick, in planar order; only the first [Program#classes()] hold.
    float[] output() {
        return values[program.output()];
    }

    Events events(int buffer) {
        return events[buffer];
    }

    /// Synaptic operations of a layer in this tick.
    long operations(int meter) {
        return operations[meter];
    }

    /// Whether these multiply: some event carried another value than ±1.
    boolean isAnalog(int meter) {
        return analog[meter];
    }

    /// Puts every neuron where it starts.
    void reset() {
        for (int population = 0; population < states.length; population++) {
            List<float[]> initial = program.populations().get(population).initial();
            for (int state = 0; state < initial.size(); state++) {
                float[] start = initial.get(state);
                System.arraycopy(start, 0, states[population][state], 0, start.length);
            }
        }
    }

    void runOnce() {
        for (Op op : once) {
            run(op);
        }
    }

    void runTick() {
        for (Op op : eachTick) {
            run(op);
        }
    }

    private void run(Op op) {
        switch (op) {
            case Op.Transpose(int from, int to, int rows, int columns) ->
                transpose(values[from], values[to], rows, columns);
            case Op.Sparsify(int from, int to) -> kernels.sparsify(values[from], events[to]);
            case Op.Densify(int from, int to) -> densify(events[from], values[to]);
            case Op.Gather(int from, int to, Synapses synapses, int meter) -> {
                kernels.gather(synapses, events[from], values[to]);
                count(synapses.outDegrees(), events[from], meter);
            }
            case Op.GatherIntegers(int from, int to, int as, IntegerSynapses synapses, int meter) -> {
                counts[as].refill(events[from]);
                kernels.gather(synapses, counts[as], values[to]);
                count(synapses.outDegrees(), events[from], meter);
            }
            case Op.Pool(int from, int to, Pooling pooling) -> pooling.average(events[from], values[to]);
            case Op.Sum(int left, int right, int to) -> sum(values[left], values[right], values[to]);
            case Op.Fire fire ->
                kernels.fire(fire.lif(), states[fire.population()][0], values[fire.from()], events[fire.to()]);
            case Op.Evolve(int from, int to, int population, Integrator _) -> {
                float[] membranes = states[population][0];
                sum(membranes, values[from], membranes);
                System.arraycopy(membranes, 0, values[to], 0, membranes.length);
            }
            case Op.Evolve(int from, int to, int population, Neuron neuron) ->
                evolve(population, neuron, values[from], values[to]);
        }
    }

    private static void transpose(float[] in, float[] out, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                out[column * rows + row] = in[row * columns + column];
            }
        }
    }

    private static void densify(Events events, float[] out) {
        Arrays.fill(out, 0);
        for (int event = 0; event < events.count(); event++) {
            out[events.elements()[event]] = events.values()[event];
        }
    }

    private static void sum(float[] left, float[] right, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = left[i] + right[i];
        }
    }

    /// A synapse of weight 0 costs nothing, padding has no synapses (NeuroBench: Yik et al., Nature Communications
    /// 2025).
    private void count(int[] outDegrees, Events in, int meter) {
        int[] elements = in.elements();
        long sum = 0;
        for (int event = 0; event < in.count(); event++) {
            sum += outDegrees[elements[event]];
        }
        operations[meter] = sum;
        analog[meter] = !in.areSpikes() && isAnalog(in);
    }

    private static boolean isAnalog(Events in) {
        for (int event = 0; event < in.count(); event++) {
            if (Math.abs(in.values()[event]) != 1) {
                return true;
            }
        }
        return false;
    }

    /// The neuron's own equations: any neuron runs, at the price of arrays allocated on the way. What it returns
    /// may be any of the arrays it is given, so that the old state has to be a copy.
    private void evolve(int index, Neuron neuron, float[] in, float[] out) {
        float[][] state = states[index];
        List<float[]> before = Arrays.stream(state).map(float[]::clone).toList();
        List<float[]> learned = program.populations().get(index).learned();
        Neuron.Pulse<float[]> pulse = neuron.step(ALGEBRA, in, before, learned);
        int neurons = program.populations().get(index).layout().elements();
        System.arraycopy(pulse.output(), 0, out, 0, neurons);
        for (int i = 0; i < state.length; i++) {
            System.arraycopy(pulse.state().get(i), 0, state[i], 0, neurons);
        }
    }
}
