package org.spikestill.runtime.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;

/// From the shapes of a network to its [Fit]. Artificial networks are mapped as the spiking ones they become, and average
/// pooling as the synapses it folds into.
final class Mapper {
    private final Device device;
    private final Capacity capacity;
    private final Network network;
    private final Map<String, Shape> shapes;
    private final Map<String, Spikes> spikes = new HashMap<>();
    private final Map<String, Node> synaptic = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();

    Mapper(Device device, Capacity capacity, Network network) {
        this.device = device;
        this.capacity = capacity;
        this.network = network;
        shapes = network.shapes();
    }

    /// Where the spikes that a layer reads come from.
    ///
    /// @param population number, −1 for the input
    /// @param shape after the pooling between
    /// @param area of the pooling windows
    private record Spikes(int population, Shape shape, int area) {}

    /// A population and the layer that reaches it.
    ///
    /// @param from null where it reads the input
    private record Target(String name, Node layer, Shape shape, Spikes from) {}

    Fit fit() {
        spikes.put(Network.INPUT, new Spikes(-1, network.frame(), 1));
        network.nodes().forEach(this::visit);
        if (synaptic.containsKey(network.output().name())) {
            population(network.output(), network.output()); // the read-out of an artificial network
        }
        List<Fit.Population> found = new ArrayList<>();
        long[] outgoing = new long[targets.size()];
        for (int i = targets.size() - 1; i >= 0; i--) {
            found.add(population(targets.get(i), outgoing[i], outgoing));
        }
        Collections.reverse(found);
        return new Fit(device.title(), found, capacity.cores());
    }

    private void visit(Node node) {
        String from = node.inputs().getFirst();
        switch (node.layer()) {
            case Layer.Weighted _ -> synaptic.put(node.name(), node);
            case Layer.AveragePool2d(int size) -> {
                Spikes in = spikes.get(from);
                if (in == null) {
                    throw refused(node.name(), "averages values that are no spikes", "pool behind a population");
                }
                spikes.put(node.name(), new Spikes(in.population(), shapes.get(node.name()), in.area() * size * size));
            }
            case Layer.Flatten _, Layer.Dropout _, Layer.BatchNorm _ -> pass(from, node);
            case Layer.Spike _, Layer.Activation _, Layer.QuantisedClip _ -> population(node, synaptic.get(from));
            case Layer.Add _ ->
                throw refused(node.name(), "adds two paths", "choose an architecture without skip connections");
            case Layer.MaxPool2d _ ->
                throw refused(
                        node.name(), "pools maxima", "choose strides or average pooling, which fold into synapses");
            case Layer.Gated _ -> throw refused(node.name(), "has gates", "prune the network first");
            case Layer.Concat _ -> throw refused(node.name(), "joins channels", "choose an architecture without it");
        }
    }

    private void pass(String from, Node node) {
        if (synaptic.containsKey(from)) {
            synaptic.put(node.name(), synaptic.get(from));
        } else {
            Spikes in = spikes.get(from);
            spikes.put(node.name(), new Spikes(in.population(), shapes.get(node.name()), in.area()));
        }
    }

    private void population(Node node, Node layer) {
        Spikes from = layer == null ? null : spikes.get(layer.inputs().getFirst());
        if (layer != null && from == null) {
            throw refused(layer.name(), "follows synapses without neurons between", "put a population before it");
        }
        spikes.put(node.name(), new Spikes(targets.size(), shapes.get(node.name()), 1));
        targets.add(new Target(node.name(), layer, shapes.get(node.name()), from));
    }

    /// @param edges from this population's neurons to cores
    /// @param outgoing receives the edges of the population before it
    private Fit.Population population(Target target, long edges, long[] outgoing) {
        int neurons = target.shape().elements();
        int byCompartments = divided(neurons, capacity.compartments());
        int byOutputs = (int) Math.max(1, (edges + capacity.outputAxons() - 1) / capacity.outputAxons());
        if (target.layer() == null) {
            return new Fit.Population(target.name(), target.name(), neurons, 0, true, byCompartments, 0, 0, byOutputs);
        }
        int bySynapses = least(neurons, cores -> load(target, cores).words() <= capacity.synapseWords());
        int byInputs = least(neurons, cores -> load(target, cores).axons() <= capacity.inputAxons());
        Fit.Population found = new Fit.Population(
                target.name(),
                target.layer().name(),
                neurons,
                load(target, 1).synapses(),
                load(target, byInputs).axons() <= capacity.inputAxons(),
                byCompartments,
                bySynapses,
                byInputs,
                byOutputs);
        if (target.from().population() >= 0) {
            outgoing[target.from().population()] += load(target, found.cores()).edges();
        }
        return found;
    }

    private static int divided(int count, int size) {
        return (count + size - 1) / size;
    }

    /// The least number of cores that suffices, at most one per neuron.
    private static int least(int most, IntPredicate suffices) {
        int low = 1;
        int high = 1;
        while (high < most && !suffices.test(high)) {
            low = high + 1;
            high = Math.min(most, 2 * high);
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (suffices.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    /// What the fullest core of a population holds.
    ///
    /// @param edges from source neurons to cores, over all cores
    private record Load(long words, long axons, long edges, long synapses) {}

    private Load load(Target target, int cores) {
        Spread spread = new Spread(target.shape(), cores);
        Spikes from = target.from();
        switch (target.layer().layer()) {
            case Layer.Conv2d conv -> {
                Shape in = from.shape();
                for (int y = 0; y < in.height(); y++) {
                    for (int x = 0; x < in.width(); x++) {
                        spread.add(conv, y, x, (long) in.channels() * from.area());
                    }
                }
            }
            case Layer.Linear _ -> spread.addWhole((long) from.shape().elements() * from.area());
            default -> throw new AssertionError(target.layer());
        }
        return new Load(
                Arrays.stream(spread.words).max().orElse(0),
                Arrays.stream(spread.axons).max().orElse(0),
                Arrays.stream(spread.axons).sum(),
                spread.synapses);
    }

    /// Lists of synapses by core, as they are spread.
    private static final class Spread {
        private final Shape out;
        private final int size;
        private final long[] words;
        private final long[] axons;
        private final int[] counts;
        private long synapses;

        Spread(Shape out, int cores) {
            this.out = out;
            size = divided(out.elements(), cores);
            words = new long[cores];
            axons = new long[cores];
            counts = new int[cores];
        }

        /// @param sources neurons at this pixel
        void add(Layer.Conv2d conv, int y, int x, long sources) {
            int pixels = 0;
            for (int oy = first(y, conv); oy <= last(y, conv, out.height()); oy++) {
                for (int ox = first(x, conv); ox <= last(x, conv, out.width()); ox++) {
                    pixel(oy * out.width() + ox);
                    pixels++;
                }
            }
            lists(sources, pixels == 1);
        }

        void addWhole(long sources) {
            int pixels = out.elements() / out.channels();
            for (int pixel = 0; pixel < pixels; pixel++) {
                pixel(pixel);
            }
            lists(sources, true);
        }

        /// Least o with o·stride + kernel − 1 − padding ≥ i.
        private static int first(int i, Layer.Conv2d conv) {
            return Math.max(0, Math.ceilDiv(i + conv.padding() - conv.kernel() + 1, conv.stride()));
        }

        private static int last(int i, Layer.Conv2d conv, int size) {
            return Math.min(size - 1, Math.floorDiv(i + conv.padding(), conv.stride()));
        }

        private void pixel(int pixel) {
            int end = (pixel + 1) * out.channels();
            for (int at = pixel * out.channels(); at < end; ) {
                int core = at / size;
                int until = Math.min(end, (core + 1) * size);
                counts[core] += until - at;
                at = until;
            }
        }

        private void lists(long sources, boolean dense) {
            for (int core = 0; core < counts.length; core++) {
                if (counts[core] > 0) {
                    words[core] += sources * Capacity.words(counts[core], dense);
                    axons[core] += sources;
                    synapses += sources * counts[core];
                    counts[core] = 0;
                }
            }
        }
    }

    private InvalidNetwork refused(String layer, String found, String wayOut) {
        return new InvalidNetwork("%s does not run '%s', which %s: %s".formatted(device.title(), layer, found, wayOut));
    }
}
