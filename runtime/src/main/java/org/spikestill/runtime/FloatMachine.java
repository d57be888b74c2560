package org.spikestill.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.kernel.Counts;
import org.spikestill.runtime.kernel.Events;
import org.spikestill.runtime.kernel.IntegerSynapses;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.Layout;
import org.spikestill.runtime.kernel.Pooling;
import org.spikestill.runtime.kernel.SparseSynapses;
import org.spikestill.runtime.lower.Op;
import org.spikestill.runtime.lower.Program;

/// The operations of a program in floats, over buffers of its own, allocated once.
final class FloatMachine implements Machine {
    private static final ArrayAlgebra ALGEBRA = new ArrayAlgebra();

    private final Kernels kernels;
    private final Program program;
    private final Op[] once;
    private final Op[] eachTick;
    private final float[][] values;
    private final Events[][] events; // [buffer][tick, where all are kept]
    private final Counts[] counts;
    private final float[][][] initial; // [population][state][neuron]
    private final float[][][] states; // likewise
    private final boolean[] rested; // by population: its states are still to be taken from where they start
    private final float[][] frames; // per synaptic layer, empty where there is none
    private final long[] operations; // per synaptic layer, of its last run
    private final boolean[] analog; // likewise
    private int ticks; // of a run ahead
    private int tick;

    FloatMachine(Program program, Kernels kernels) {
        this.kernels = kernels.own();
        this.program = program;
        once = program.once().toArray(Op[]::new);
        eachTick = program.eachTick().toArray(Op[]::new);
        values = program.values().stream()
                .map(layout -> new float[Kernels.capacity(layout.elements())])
                .toArray(float[][]::new);
        events = program.events().stream().map(FloatMachine::events).toArray(Events[][]::new);
        counts = program.counts().stream()
                .map(buffer -> new Counts(buffer.layout(), buffer.parts()))
                .toArray(Counts[]::new);
        initial = program.populations().stream()
                .map(population -> population.initial().toArray(float[][]::new))
                .toArray(float[][][]::new);
        states = program.populations().stream()
                .map(population ->
                        population.initial().stream().map(float[]::clone).toArray(float[][]::new))
                .toArray(float[][][]::new);
        rested = new boolean[states.length];
        frames = new float[program.synaptic().size()][];
        Stream.concat(program.once().stream(), program.eachTick().stream()).forEach(this::makeFrame);
        operations = new long[program.synaptic().size()];
        analog = new boolean[program.synaptic().size()];
    }

    private static Events[] events(Program.EventBuffer buffer) {
        Events[] events = new Events[buffer.ticks()];
        Arrays.setAll(events, _ -> buffer.spikes() ? Events.spikes(buffer.layout()) : Events.graded(buffer.layout()));
        return events;
    }

    private void makeFrame(Op op) {
        if (op instanceof Op.Gather gather) {
            gather.frame().ifPresent(frame -> frames[gather.meter()] = new float[frame.elements()]);
        }
    }

    @Override
    public float[] input() {
        return values[0];
    }

    @Override
    public float[] output() {
        return values[program.output()];
    }

    @Override
    public int classes() {
        return program.classes();
    }

    @Override
    public List<String> firingLayers() {
        return program.firing().stream().map(Program.Firing::name).toList();
    }

    @Override
    public List<String> synapticLayers() {
        return program.synaptic();
    }

    @Override
    public long spikes(int layer) {
        return events(program.firing().get(layer).events()).fired();
    }

    @Override
    public Optional<int[]> fired(int layer, int neurons) {
        Events spikes = events(program.firing().get(layer).events());
        Layout layout = spikes.layout();
        return layout.elements() != neurons
                ? Optional.empty()
                : Optional.of(Arrays.stream(spikes.elements(), 0, spikes.count())
                        .map(layout::planar)
                        .sorted()
                        .toArray());
    }

    @Override
    public Optional<float[]> membranes(String layer) {
        return IntStream.range(0, states.length)
                .filter(i -> program.populations().get(i).name().equals(layer))
                .mapToObj(i -> program.populations().get(i).layout().toPlanar(states[i][0]))
                .findFirst();
    }

    @Override
    public void restReadOut() {
        rested[rested.length - 1] = false;
        Arrays.fill(states[rested.length - 1][0], 0);
    }

    @Override
    public float[] initialReadOut() {
        return program.populations().getLast().layout().toPlanar(initial[initial.length - 1][0]);
    }

    @Override
    public long operations(int layer) {
        return operations[layer];
    }

    @Override
    public boolean isAnalog(int layer) {
        return analog[layer];
    }

    @Override
    public void reset() {
        Arrays.fill(rested, true);
    }

    @Override
    public void runOnce(int ticks) {
        this.ticks = ticks;
        for (Op op : once) {
            run(op);
        }
    }

    @Override
    public void runTick(int tick) {
        this.tick = tick;
        for (Op op : eachTick) {
            run(op);
        }
    }

    /// The events of this tick.
    private Events events(int buffer) {
        Events[] train = events[buffer];
        return train[train.length == 1 ? 0 : tick];
    }

    private void run(Op op) {
        switch (op) {
            case Op.Transpose(int from, int to, int rows, int columns) ->
                transpose(values[from], values[to], rows, columns);
            case Op.Sparsify(int from, int to) -> kernels.sparsify(values[from], events(to));
            case Op.Densify(int from, int to) -> densify(events(from), values[to]);
            case Op.Gather gather -> gather(gather);
            case Op.GatherSparse(int from, int to, SparseSynapses synapses, int meter) -> {
                synapses.gather(events(from), values[to]);
                count(synapses.outDegrees(), events(from), meter);
            }
            case Op.GatherIntegers(int from, int to, int as, IntegerSynapses synapses, int meter) -> {
                counts[as].refill(events(from));
                kernels.gather(synapses, counts[as], values[to]);
                count(synapses.outDegrees(), events(from), meter);
            }
            case Op.Pool(int from, int to, Pooling pooling) -> pooling.average(events(from), values[to]);
            case Op.Maximum(int from, int to, Pooling pooling) -> pooling.maximum(values[from], values[to]);
            case Op.Sum(int left, int right, int to) -> sum(values[left], values[right], values[to]);
            case Op.Fire fire -> fire(fire);
            case Op.FirePooled(int from, int to, int population, Lif lif, Pooling pooling) -> {
                float[] before = before(population)[0];
                float[] membranes = states[population][0];
                kernels.fire(lif, pooling, before, membranes, values[from], events[to], ticks(events[to]));
            }
            case Op.Evolve(int from, int to, int population, Integrator _) -> {
                float[] membranes = states[population][0];
                sum(before(population)[0], values[from], membranes);
                System.arraycopy(membranes, 0, values[to], 0, membranes.length);
            }
            case Op.Evolve(int from, int to, int population, Neuron neuron) ->
                evolve(population, neuron, values[from], values[to]);
        }
    }

    /// From so many events on that they are half of all elements, it is faster not to look for them; the sums are the
    /// same.
    private void gather(Op.Gather gather) {
        Events from = events(gather.from());
        if (gather.frame().isPresent() && 2 * from.count() >= from.layout().elements()) {
            float[] dense = frames[gather.meter()];
            gather.frame().get().fill(from, dense);
            kernels.convolve(gather.synapses(), gather.frame().get(), dense, values[gather.to()]);
        } else {
            kernels.gather(gather.synapses(), from, values[gather.to()]);
        }
        count(gather.synapses().outDegrees(), from, gather.meter());
    }

    private void fire(Op.Fire fire) {
        Events[] train = events[fire.to()];
        float[] membranes = states[fire.population()][0];
        for (int i = 0; i < ticks(train); i++) {
            float[] before = before(fire.population())[0];
            kernels.fire(fire.lif(), before, membranes, values[fire.from()], train[i]);
        }
    }

    private int ticks(Events[] train) {
        return train.length == 1 ? 1 : ticks;
    }

    /// States of the tick before: a new sample begins without copying where all neurons start.
    private float[][] before(int population) {
        boolean first = rested[population];
        rested[population] = false;
        return first ? initial[population] : states[population];
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

    /// A synapse of weight 0 costs nothing, padding has no synapses (NeuroBench: Yik et al., Nature Communications 2025).
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
        int event = 0;
        while (event < in.count() && Math.abs(in.values()[event]) == 1) {
            event++;
        }
        return event < in.count();
    }

    /// The neuron's own equations: any neuron runs, at the price of arrays allocated on the way. Its results may be any of the
    /// arrays it is given, so that the old state has to be a copy.
    private void evolve(int index, Neuron neuron, float[] in, float[] out) {
        float[][] state = states[index];
        List<float[]> before = Arrays.stream(before(index)).map(float[]::clone).toList();
        List<float[]> learned = program.populations().get(index).learned();
        Neuron.Pulse<float[]> pulse = neuron.step(ALGEBRA, in, before, learned);
        int neurons = program.populations().get(index).layout().elements();
        System.arraycopy(pulse.output(), 0, out, 0, neurons);
        for (int i = 0; i < state.length; i++) {
            System.arraycopy(pulse.state().get(i), 0, state[i], 0, neurons);
        }
    }
}
