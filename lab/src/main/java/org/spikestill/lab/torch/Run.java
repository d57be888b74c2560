package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;

/// One batch on its way through a network, layer-major: a synaptic layer sees the frames of all ticks at once, only
/// neurons walk through time.
final class Run {
    private final TorchNetwork owner;
    private final Network network;
    private final int samples;
    private final RunMode mode;
    private final Tape tape = new Tape();
    private final Map<String, Signal> values = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<Tensor, Integer> pending = new IdentityHashMap<>();
    private final Map<String, Tensor> maps = new LinkedHashMap<>();
    private final Map<String, Long> spikes = new LinkedHashMap<>();

    Run(TorchNetwork owner, int samples, RunMode mode) {
        this.owner = owner;
        this.network = owner.network();
        this.samples = samples;
        this.mode = mode;
        for (Node node : network.nodes()) {
            node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum));
        }
        mode.probes().forEach(name -> readers.merge(name, 1, Integer::sum));
        readers.merge(network.output().name(), 1, Integer::sum);
    }

    Trace of(Signal input) {
        if (network.output().layer() instanceof Layer.Spike(var neuron) && neuron instanceof Neuron.Firing) {
            throw new InvalidNetwork("'" + network.output().name()
                    + "' fires, but the last node must be a read-out: end the network with an integrator");
        }
        Tensor frames = frames(input).frames(network.ticks());
        long classes = frames.size(1);
        Tensor logits = frames.narrow((long) (network.ticks() - 1) * samples, samples);
        return new Trace(logits, frames.reshape(network.ticks(), samples, classes), maps, spikes, tape);
    }

    /// The output of the last node.
    Signal frames(Signal input) {
        define(Network.INPUT, input);
        for (Node node : network.nodes()) {
            Signal out = step(node);
            if (readers(node.name()) > 1
                    && fused()
                    && mode.training()
                    && !out.data().isLeaf()) {
                out = out.with(tape.plain(out.data()));
            }
            define(node.name(), out);
            probe(node, out);
            node.inputs().forEach(name -> release(values.get(name).data()));
        }
        return values.get(network.output().name());
    }

    private boolean fused() {
        return owner.path() == NeuronPath.FUSED;
    }

    private int readers(String name) {
        return readers.getOrDefault(name, 0);
    }

    private void define(String name, Signal signal) {
        values.put(name, signal);
        pending.merge(signal.data(), readers(name), Integer::sum);
    }

    /// Frees a value after its last reader, except where the way back still needs it.
    private void release(Tensor tensor) {
        int left = pending.merge(tensor, -1, Integer::sum);
        if (left == 0 && !mode.training()) {
            tensor.close();
        }
    }

    /// A probe is one more reader: of spikes their kernel has already taken the mean.
    private void probe(Node node, Signal out) {
        if (mode.probes().contains(node.name())) {
            if (!maps.containsKey(node.name())) {
                maps.put(node.name(), out.constant() ? out.data().narrow(0, samples) : meanOverTicks(out.data()));
            }
            release(out.data());
        }
    }

    private Tensor meanOverTicks(Tensor frames) {
        long[] sizes = frames.sizes();
        long[] split = new long[sizes.length + 1];
        split[0] = network.ticks();
        split[1] = samples;
        System.arraycopy(sizes, 1, split, 2, sizes.length - 1);
        return frames.reshape(split).mean(0);
    }

    private Signal step(Node node) {
        Signal in = values.get(node.inputs().getFirst());
        return switch (node.layer()) {
            case Layer.Linear(_, boolean bias) ->
                in.with(Functions.linear(in.data(), weight(node), bias ? bias(node) : null));
            case Layer.Conv2d conv ->
                in.with(Functions.convolution(in.data(), weight(node), conv.bias() ? bias(node) : null, conv));
            case Layer.AveragePool2d(int size) -> in.with(Functions.averagePool(in.data(), size));
            case Layer.Flatten _ -> in.with(in.data().reshape(in.data().size(0), -1));
            case Layer.Add _ -> add(in, values.get(node.inputs().getLast()));
            case Layer.Activation(Layer.Curve curve) ->
                in.with(
                        switch (curve) {
                            case RELU -> in.data().relu();
                        });
            case Layer.BatchNorm(float epsilon) ->
                in.with(Functions.batchNorm(in.data(), owner, node.name(), mode.training(), epsilon));
            case Layer.Dropout(float rate) -> mode.training() && rate > 0 ? dropout(node, in, rate) : in;
            case Layer.Spike(Neuron neuron) ->
                neuron instanceof Lif lif && fused() && VectorLif.knows(lif.surrogate())
                        ? fused(node, lif, in)
                        : composed(node, neuron, in);
        };
    }

    private Tensor weight(Node node) {
        return owner.tensor(node.name() + ".weight");
    }

    private Tensor bias(Node node) {
        return owner.tensor(node.name() + ".bias");
    }

    private Signal add(Signal x, Signal y) {
        if (x.constant() == y.constant()) {
            return x.with(x.data().plus(y.data()));
        }
        return new Signal(x.frames(network.ticks()).plus(y.frames(network.ticks())), false);
    }

    private Signal dropout(Node node, Signal in, float rate) {
        long[] sizes = in.data().sizes();
        long key = new Seed(mode.key()).split(node.name()).value();
        Tensor one = in.constant() ? in.data() : in.data().narrow(0, samples);
        Tensor mask = Functions.dropoutMask(one, rate, key); // [N, …], shared by all ticks
        if (in.constant()) {
            return in.with(in.data().times(mask));
        }
        long[] split = new long[sizes.length + 1];
        split[0] = network.ticks();
        split[1] = samples;
        System.arraycopy(sizes, 1, split, 2, sizes.length - 1);
        return in.with(in.data().reshape(split).times(mask).reshape(sizes)); // [T·N, …]
    }

    private Signal fused(Node node, Lif lif, Signal in) {
        int ticks = network.ticks();
        boolean training = mode.training();
        Tensor current = in.data();
        boolean mine = !in.constant() && owned(node);
        Tensor out = !training && mine
                ? current
                : in.constant() ? Functions.emptyFrames(current, ticks) : current.emptyLike();
        Tensor membrane = !training ? null : mine ? current : out.emptyLike();
        Tensor rate = mode.probes().contains(node.name())
                ? (in.constant() ? current : current.narrow(0, samples)).emptyLike()
                : null;
        LifRun run = LifRun.of(lif);
        Tensor start = owner.tensor(node.name() + ".v");
        spikes.put(node.name(), run.forward(current, in.constant(), start, out, membrane, rate, ticks));
        if (rate != null) {
            maps.put(node.name(), training ? rate.requiringGradient() : rate);
        }
        if (training) {
            tape.population(current, out.requiringGradient(), rate, membrane, in.constant(), ticks, run);
        }
        return new Signal(out, false);
    }

    /// Whether nobody but this node will look at its input again, so that its memory can be written over.
    private boolean owned(Node node) {
        String name = node.inputs().getFirst();
        return readers(name) == 1
                && !name.equals(Network.INPUT)
                && switch (network.node(name).layer()) {
                    case Layer.Linear _, Layer.Conv2d _, Layer.Add _ -> true;
                    case Layer.AveragePool2d _,
                            Layer.Flatten _,
                            Layer.Spike _,
                            Layer.Dropout _,
                            Layer.Activation _,
                            Layer.BatchNorm _ -> false;
                };
    }

    private Signal composed(Node node, Neuron neuron, Signal in) {
        TorchAlgebra algebra = owner.algebra();
        List<Tensor> state = new ArrayList<>();
        for (String name : neuron.state()) {
            Tensor start = owner.tensor(node.name() + "." + name);
            Tensor frame = in.constant() ? in.data() : in.data().narrow(0, samples);
            Tensor zero = frame.detach().times(0);
            state.add(start == null ? zero : zero.plus(start));
        }
        List<Tensor> learned = neuron.learned().stream()
                .map(name -> owner.tensor(node.name() + "." + name))
                .toList();
        Tensor[] outputs = new Tensor[network.ticks()];
        for (int t = 0; t < outputs.length; t++) {
            Tensor input = in.constant() ? in.data() : in.data().narrow((long) t * samples, samples);
            Neuron.Pulse<Tensor> pulse = neuron.step(algebra, input, state, learned);
            outputs[t] = pulse.output();
            state = pulse.state();
        }
        Tensor all = Tensor.concatenate(outputs); // [T·N, …]
        if (neuron instanceof Neuron.Firing) {
            spikes.put(node.name(), Functions.countSpikes(all));
        }
        return new Signal(all, false);
    }
}
