package org.spikestill.lab.torch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.spikestill.lab.torch.kernel.ClipKernel;
import org.spikestill.lab.torch.kernel.PoolWindows;
import org.spikestill.model.Gates;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.neuron.Neuron;

/// One batch on its way through a network, layer-major: a synaptic layer sees the frames of all ticks at once, only
/// [Populations] walk through time.
final class Run {
    private final TorchNetwork owner;
    private final Network network;
    private final int samples;
    private final RunMode mode;
    private final Populations populations;
    private final Tape tape;
    private final Map<String, Signal> values = new HashMap<>();
    private final FusionPlan plan;
    private final Set<String> taken = new HashSet<>();
    private final Map<Tensor, Integer> pending = new IdentityHashMap<>();
    private final Map<String, Tensor> maps = new LinkedHashMap<>();
    private final Map<String, Tensor> trains = new LinkedHashMap<>();

    /// @param tape takes the cuts of a fused run with gradients; null where nothing is cut
    Run(TorchNetwork owner, int samples, RunMode mode, Populations populations, Tape tape) {
        this.owner = owner;
        this.network = owner.network();
        this.samples = samples;
        this.mode = mode;
        this.populations = populations;
        this.tape = tape;
        this.plan = new FusionPlan(network, mode);
    }

    /// The output of the last node.
    Signal of(Signal input) {
        define(Network.INPUT, input);
        for (Node node : network.nodes()) {
            mode.profile().time(node.name(), Profile.Phase.FORWARD, () -> visit(node));
        }
        return values.get(network.output().name());
    }

    private void visit(Node node) {
        List<Tensor> inputs =
                node.inputs().stream().map(name -> values.get(name).data()).toList();
        Signal out = step(node);
        mode.profile().keep(node.name(), out.data(), inputs);
        if (plan.readers(node.name()) > 1 && tape != null && !Autograd.isLeaf(out.data())) {
            out = out.with(tape.plain(node.name(), out.data()));
        }
        define(node.name(), out);
        probe(node, out);
        if (mode.trains().contains(node.name())) {
            trains.put(
                    node.name(), StorageOrder.byTick(out.data().as(Precision.FLOAT32), network.ticks())); // [T, N, …]
        }
        inputs.forEach(this::release);
    }

    /// Probed maps, as the mode lists them.
    Map<String, Tensor> maps() {
        return maps;
    }

    /// Spikes of every tick, of the populations that the mode lists.
    Map<String, Tensor> trains() {
        return trains;
    }

    private void define(String name, Signal signal) {
        values.put(name, signal);
        pending.merge(signal.data(), plan.readers(name), Integer::sum);
    }

    /// Frees a value after its last reader, except where the way back still needs it.
    private void release(Tensor tensor) {
        int left = pending.merge(tensor, -1, Integer::sum);
        if (left == 0 && (!Autograd.records() || tape != null && !tape.keeps(tensor))) {
            tensor.close();
        }
    }

    /// A probe is one more reader: of spikes their kernel may have taken the mean already.
    private void probe(Node node, Signal out) {
        if (plan.probed(node.name())) {
            Tensor mean = populations.meanSpikes(node.name());
            maps.put(
                    node.name(),
                    mean != null ? mean : out.constant() ? out.data().narrow(0, samples) : meanOverTicks(out.data()));
            release(out.data());
        }
    }

    private Tensor meanOverTicks(Tensor frames) {
        return StorageOrder.byTick(frames.as(Precision.FLOAT32), network.ticks())
                .mean(0);
    }

    private Signal step(Node node) {
        Signal in = values.get(node.inputs().getFirst());
        if (taken.contains(node.name())) {
            return in;
        }
        return switch (node.layer()) {
            case Layer.Weighted layer -> product(node, layer, in, owner.tensor(node.name(), Role.WEIGHT));
            case Layer.Gated(Layer.Weighted layer, Gates gates) -> product(node, layer, in, gated(node, gates));
            case Layer.AveragePool2d(int size) -> in.with(Functions.averagePool(in.data(), size));
            case Layer.MaxPool2d(int size) -> in.with(Functions.maxPool(in.data(), size));
            case Layer.Flatten _ -> in.with(in.data().reshape(in.data().size(0), -1));
            case Layer.Add _ -> add(in, values.get(node.inputs().getLast()));
            case Layer.Activation(Layer.Curve curve) ->
                in.with(
                        switch (curve) {
                            case RELU -> in.data().relu();
                        });
            case Layer.QuantisedClip(int levels, _) -> clip(node, in, levels);
            case Layer.Concat _ -> concatenated(node);
            case Layer.BatchNorm(float epsilon) ->
                in.with(Functions.batchNorm(in.data(), owner, node.name(), mode.training(), epsilon));
            case Layer.Dropout(float rate) -> plan.drops(rate) ? dropout(node, in, rate) : in;
            case Layer.Spike(var neuron) -> spike(node, neuron, in);
        };
    }

    /// In one pass with what follows where the graph is cut or not wanted. A mask shared by several ticks is left alone.
    private Signal clip(Node node, Signal in, int levels) {
        Tensor threshold = owner.tensor(node.name(), Role.THRESHOLD);
        Tensor current = in.data();
        if (tape == null && Autograd.records()) {
            return in.with(Functions.quantisedClip(current, threshold, levels));
        }
        long[] sizes = current.sizes();
        boolean once = in.constant() || network.ticks() == 1;
        Tail tail = plan.probed(node.name())
                ? Tail.NONE
                : taken(plan.tail(node, pool -> once && PoolWindows.cover(sizes, pool)));
        PoolWindows windows = PoolWindows.of(sizes, tail.pool());
        boolean inPlace =
                tape == null && plan.owned(node) && tail.pool() == 1 && current.precision() == mode.precision();
        Tensor output = inPlace ? current : pooled(current, windows);
        float lambda = Math.max(threshold.toFloat(), (float) Functions.SMALLEST_THRESHOLD);
        ClipRun run = new ClipRun(new ClipKernel(lambda, levels, windows), current, tail.mask(output));
        run.forward(output);
        if (tape != null) {
            tape.clip(node.name(), run, threshold, output.requiringGradient(), plan.owned(node));
        }
        return in.with(output);
    }

    private Tensor pooled(Tensor current, PoolWindows windows) {
        return windows.size() == 1
                ? current.detach().emptyLike(mode.precision())
                : Functions.emptyFrames(mode.precision(), windows.outputs(current.sizes()));
    }

    private Signal spike(Node node, Neuron neuron, Signal in) {
        Tail tail = taken(plan.tail(node, pool -> populations.takes(neuron, in, pool)));
        return populations.run(node, neuron, in, plan.owned(node), tail);
    }

    /// Layers whose work is done when the run comes to them.
    private Tail taken(Tail tail) {
        taken.addAll(tail.nodes());
        return tail;
    }

    /// The input of a product: images that drive neurons keep all their digits, see the design page.
    private Tensor factor(Node node, Tensor input) {
        boolean drives = network.isSpiking() && node.inputs().contains(Network.INPUT);
        return drives ? input : input.as(mode.precision());
    }

    private Signal product(Node node, Layer.Weighted layer, Signal in, Tensor weight) {
        mode.work()
                .count(
                        node.name(),
                        layer,
                        weight,
                        owner.shape(node.inputs().getFirst()),
                        owner.shape(node.name()),
                        in.data(),
                        in.constant() ? network.ticks() : 1);
        Product product = new Product(
                layer, factor(node, in.data()), weight, layer.bias() ? owner.tensor(node.name(), Role.BIAS) : null);
        Node after = plan.onlyReader(node.name()).orElse(null);
        if (tape == null || after == null || !(after.layer() instanceof Layer.Spike(var neuron))) {
            return in.with(product.output());
        }
        if (!populations.reads(neuron)) {
            return in.with(
                    tape.unread(node.name(), product, sizes(node, in.data().size(0))));
        }
        boolean again =
                mode.gradient() == Gradient.BPTT_CHECKPOINTED && !in.constant() && FusedPopulations.knows(neuron);
        return in.with(again ? tape.currents(product) : product.output());
    }

    /// The weights under their gates: open or closed by chance in training, at their deployed values otherwise.
    private Tensor gated(Node node, Gates gates) {
        Tensor logAlpha = owner.tensor(node.name(), Role.GATE);
        Tensor z = mode.training()
                ? GateFunctions.drawn(logAlpha, plan.gateKey(node.name()))
                : GateFunctions.deployed(logAlpha);
        return GateFunctions.times(owner.tensor(node.name(), Role.WEIGHT), z, gates);
    }

    private long[] sizes(Node node, long frames) {
        List<Integer> shape = owner.shape(node.name()).sizes();
        return LongStream.concat(LongStream.of(frames), shape.stream().mapToLong(Integer::longValue))
                .toArray();
    }

    private Signal add(Signal x, Signal y) {
        if (x.constant() == y.constant()) {
            return x.with(x.data().plus(y.data()));
        }
        return new Signal(x.frames(network.ticks()).plus(y.frames(network.ticks())), false);
    }

    private Signal concatenated(Node node) {
        List<Signal> parts = node.inputs().stream().map(values::get).toList();
        boolean constant = parts.stream().allMatch(Signal::constant);
        return new Signal(
                Functions.joinChannels(parts.stream()
                        .map(each -> constant ? each.data() : each.frames(network.ticks()))
                        .toArray(Tensor[]::new)),
                constant);
    }

    private Signal dropout(Node node, Signal in, float rate) {
        long key = plan.dropoutKey(node.name());
        Tensor one = in.constant() ? in.data() : in.data().narrow(0, samples);
        Tensor mask = Functions.dropoutMask(one, rate, key); // [N, …], shared by all ticks
        return in.with(
                in.constant()
                        ? in.data().times(mask)
                        : StorageOrder.byTick(in.data(), network.ticks())
                                .times(mask)
                                .reshape(in.data().sizes())); // [T·N, …]
    }
}
