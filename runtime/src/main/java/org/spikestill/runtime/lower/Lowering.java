package org.spikestill.runtime.lower;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.kernel.EightBits;
import org.spikestill.runtime.kernel.Frame;
import org.spikestill.runtime.kernel.IntegerRange;
import org.spikestill.runtime.kernel.IntegerSynapses;
import org.spikestill.runtime.kernel.Layout;
import org.spikestill.runtime.kernel.Pooling;
import org.spikestill.runtime.kernel.SparseSynapses;
import org.spikestill.runtime.kernel.Synapses;
import org.spikestill.runtime.kernel.Windows;

/// From a network to a [Program]. Layers that change nothing vanish, weights are laid out for the gather, and each
/// signal gets the forms its readers need: values, events or both.
public final class Lowering {
    private final Network network;
    private final Weights weights;
    private final Arithmetic arithmetic;
    private final Fusion fusion;
    private final Arena arena;
    private final Map<String, Shape> shapes;
    private final Map<String, Signal> signals = new HashMap<>();
    private final List<Op> once = new ArrayList<>();
    private final List<Op> eachTick = new ArrayList<>();
    private final List<Layout> values = new ArrayList<>();
    private final List<Program.EventBuffer> events = new ArrayList<>();
    private final List<Program.CountBuffer> counts = new ArrayList<>();
    private final List<Population> populations = new ArrayList<>();
    private final List<Program.Firing> firing = new ArrayList<>();
    private final List<String> synaptic = new ArrayList<>();

    private Lowering(Network network, Weights weights, Arithmetic arithmetic, Fusion fusion, Arena arena) {
        this.network = network;
        this.weights = weights;
        this.arithmetic = arithmetic;
        this.fusion = fusion;
        this.arena = arena;
        shapes = network.shapes();
    }

    /// @param arithmetic of synapses
    /// @param arena owns the program's copy of the weights
    /// @throws InvalidNetwork if the network has layers only the trainer runs, or no read-out, or other weights
    public static Program lower(Network network, Weights weights, Arithmetic arithmetic, Fusion fusion, Arena arena) {
        Refusals.check(network, weights);
        return new Lowering(network, weights, arithmetic, fusion, arena).lower();
    }

    /// One signal in the making: it gains its second form when a reader needs it.
    private static final class Signal {
        private static final int ABSENT = -1;

        private final Layout layout;
        private final boolean constant;
        private final Optional<IntegerRange> counting; // where the values are counts
        private int values = ABSENT;
        private int events = ABSENT;

        private Signal(Layout layout, boolean constant, Optional<IntegerRange> counting) {
            this.layout = layout;
            this.constant = constant;
            this.counting = counting;
        }
    }

    private Program lower() {
        signals.put(Network.INPUT, input());
        for (Network.Node node : network.nodes()) {
            signals.put(node.name(), lower(node));
        }
        int logits = values(planar(signals.get(network.output().name())));
        return new Program(once, eachTick, values, events, counts, populations, firing, synaptic, logits);
    }

    private Signal input() {
        Layout layout = Layout.of(network.frame());
        boolean constant = network.encoder().constant();
        Signal planar = withValues(new Layout(layout.elements(), 1), constant, Optional.empty());
        return layout.isPlanar() ? relaid(planar, layout) : transposed(planar, layout, layout.channels());
    }

    private Signal lower(Network.Node node) {
        Signal in = signals.get(node.inputs().getFirst());
        return switch (node.layer()) {
            case Layer.Linear(int outputs, boolean bias) -> linear(node, in, outputs, bias);
            case Layer.Conv2d conv -> convolution(node, in, conv);
            case Layer.AveragePool2d _ -> pool(node, in);
            case Layer.MaxPool2d(int size) -> maximum(node, in, size);
            case Layer.Add _ -> sum(in, signals.get(node.inputs().getLast()));
            case Layer.Spike(Neuron neuron) -> population(node, in, neuron);
            case Layer.Flatten _, Layer.Dropout _ -> in;
            case Layer.LabOnly _ -> throw new AssertionError("'" + node.name() + "' is refused before");
        };
    }

    private Signal linear(Network.Node node, Signal in, int outputs, boolean bias) {
        Windows windows = Windows.whole(in.layout);
        return gather(
                node, in, new Layout(outputs, 1), windows, in.layout, bias(node, bias, outputs), Optional.empty());
    }

    private Signal convolution(Network.Node node, Signal in, Layer.Conv2d conv) {
        Shape from = shapes.get(node.inputs().getFirst());
        Shape to = shapes.get(node.name());
        Layout window = new Layout(from.channels(), conv.kernel() * conv.kernel());
        float[] bias = bias(node, conv.bias(), conv.channels());
        Optional<Frame> frame = Optional.of(new Frame(conv, from, to)).filter(Frame::isWideEnough);
        return gather(node, in, Layout.of(to), Windows.of(conv, from, to), window, bias, frame);
    }

    private float[] bias(Network.Node node, boolean present, int outputs) {
        return present ? weights.get(node.name(), Role.BIAS).toFloats() : new float[outputs];
    }

    /// Weights of a layer by its input: integers where every input is an integer, else their float values.
    private Signal gather(
            Network.Node node,
            Signal in,
            Layout layout,
            Windows windows,
            Layout window,
            float[] bias,
            Optional<Frame> frame) {
        Block weight = weights.get(node.name(), Role.WEIGHT); // [outputs, in] or [outputs, in, kernel, kernel]
        Optional<IntegerRange> counting =
                in.counting.filter(each -> arithmetic == Arithmetic.INTEGER8 && each.fits(window.elements()));
        int from = events(in);
        Signal out = withValues(layout, in.constant, Optional.empty());
        int meter = synaptic.size();
        synaptic.add(node.name());
        Block kept = arithmetic == Arithmetic.INTEGER8 ? EightBits.rounded(weight) : weight;
        if (counting.isPresent()) {
            counts.add(new Program.CountBuffer(in.layout, counting.get().parts()));
            var synapses = new IntegerSynapses(windows, in.layout, window, weight, bias, counting.get(), arena);
            emit(out, new Op.GatherIntegers(from, out.values, counts.size() - 1, synapses, meter));
        } else if (SparseSynapses.pays(kept)) {
            SparseSynapses synapses = new SparseSynapses(windows, in.layout, window, kept, bias);
            emit(out, new Op.GatherSparse(from, out.values, synapses, meter));
        } else {
            Synapses synapses = new Synapses(windows, in.layout, window, kept, bias, arena);
            emit(out, new Op.Gather(from, out.values, synapses, frame, meter));
        }
        return out;
    }

    private Signal pool(Network.Node node, Signal in) {
        if (signals.containsKey(node.name())) {
            return signals.get(node.name()); // its neurons have fired into it
        }
        Pooling pooling = pooling(node);
        int from = events(in);
        Signal out = withValues(
                Layout.of(shapes.get(node.name())), in.constant, in.counting.map(each -> each.mean(pooling.area())));
        emit(out, new Op.Pool(from, out.values, pooling));
        return out;
    }

    private Signal maximum(Network.Node node, Signal in, int size) {
        Pooling pooling = new Pooling(size, shapes.get(node.inputs().getFirst()), shapes.get(node.name()));
        Signal out = withValues(Layout.of(shapes.get(node.name())), in.constant, in.counting);
        emit(out, new Op.Maximum(values(in), out.values, pooling));
        return out;
    }

    private Signal sum(Signal left, Signal right) {
        if (!left.layout.agrees(right.layout)) {
            return sum(planar(left), planar(right));
        }
        int first = values(left);
        int second = values(right);
        Optional<IntegerRange> counting = left.counting.flatMap(
                one -> right.counting.filter(two -> two.parts() == one.parts()).map(one::plus));
        Signal out = withValues(left.layout, left.constant && right.constant, counting);
        emit(out, new Op.Sum(first, second, out.values));
        return out;
    }

    private Signal population(Network.Node node, Signal in, Neuron neuron) {
        int from = values(in);
        int population = populations.size();
        populations.add(Population.of(node.name(), neuron, in.layout, weights));
        if (neuron instanceof Lif lif) {
            return lif(node, in, lif, from, population);
        }
        Signal out = withValues(in.layout, false, Optional.empty());
        emit(out, new Op.Evolve(from, out.values, population, neuron));
        if (neuron instanceof Neuron.Firing) {
            firing.add(new Program.Firing(node.name(), events(out)));
        }
        return out;
    }

    /// A constant current decides all ticks at once.
    private Signal lif(Network.Node node, Signal in, Lif lif, int from, int population) {
        int ahead = fusion.ticksAhead(in.constant, network.ticks());
        int ticks = Math.max(1, ahead);
        Optional<Network.Node> means = onlyMeans(node);
        Signal out;
        Op fire;
        if (means.isPresent()) {
            Shape shape = shapes.get(means.get().name());
            Pooling pooling = pooling(means.get());
            out = new Signal(Layout.of(shape), false, Optional.of(IntegerRange.SPIKES.mean(pooling.area())));
            out.events = newEvents(out.layout, false, ticks);
            fire = new Op.FirePooled(from, out.events, population, lif, pooling);
            signals.put(means.get().name(), out);
        } else {
            out = new Signal(in.layout, false, Optional.of(IntegerRange.SPIKES));
            out.events = newEvents(in.layout, true, ticks);
            fire = new Op.Fire(from, out.events, population, lif);
        }
        (ahead > 0 ? once : eachTick).add(fire);
        firing.add(new Program.Firing(node.name(), out.events));
        return out;
    }

    /// The pooling that alone reads a node, if there is one and it leaves nothing out.
    private Optional<Network.Node> onlyMeans(Network.Node node) {
        List<Network.Node> readers = network.readers(node.name());
        boolean alone = fusion == Fusion.FUSED && readers.size() == 1;
        return alone && readers.getFirst().layer() instanceof Layer.AveragePool2d
                ? Optional.of(readers.getFirst()).filter(each -> pooling(each).isWhole())
                : Optional.empty();
    }

    private Pooling pooling(Network.Node node) {
        int size = ((Layer.AveragePool2d) node.layer()).size();
        return new Pooling(size, shapes.get(node.inputs().getFirst()), shapes.get(node.name()));
    }

    private int values(Signal signal) {
        if (signal.values == Signal.ABSENT) {
            signal.values = newValues(signal.layout);
            emit(signal, new Op.Densify(signal.events, signal.values));
        }
        return signal.values;
    }

    private int events(Signal signal) {
        if (signal.events == Signal.ABSENT) {
            signal.events = newEvents(signal.layout, false, 1);
            emit(signal, new Op.Sparsify(signal.values, signal.events));
        }
        return signal.events;
    }

    private Signal planar(Signal signal) {
        Layout flat = new Layout(signal.layout.elements(), 1);
        return signal.layout.isPlanar() ? relaid(signal, flat) : transposed(signal, flat, signal.layout.pixels());
    }

    /// The same values under a layout with the same order.
    private Signal relaid(Signal signal, Layout layout) {
        Signal out = new Signal(layout, signal.constant, signal.counting);
        out.values = values(signal);
        return out;
    }

    private Signal transposed(Signal signal, Layout layout, int rows) {
        int from = values(signal);
        Signal out = withValues(layout, signal.constant, signal.counting);
        emit(out, new Op.Transpose(from, out.values, rows, layout.elements() / rows));
        return out;
    }

    private Signal withValues(Layout layout, boolean constant, Optional<IntegerRange> counting) {
        Signal signal = new Signal(layout, constant, counting);
        signal.values = newValues(layout);
        return signal;
    }

    private int newValues(Layout layout) {
        values.add(layout);
        return values.size() - 1;
    }

    private int newEvents(Layout layout, boolean spikes, int ticks) {
        events.add(new Program.EventBuffer(layout, spikes, ticks));
        return events.size() - 1;
    }

    private void emit(Signal written, Op op) {
        (written.constant ? once : eachTick).add(op);
    }
}
