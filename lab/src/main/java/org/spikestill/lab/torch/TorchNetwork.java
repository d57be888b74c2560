package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AutoGradMode;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// A network with its weights as tensors: run batch by batch, trained, read back. Owns native memory until closed.
public final class TorchNetwork implements AutoCloseable {
    private final Network network;
    private final NeuronPath path;
    private final TorchAlgebra algebra;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<Trainable> trainables = new ArrayList<>();
    private final Map<String, Shape> shapes;

    /// A parameter that an optimizer changes.
    public record Trainable(Parameter parameter, Tensor tensor) {}

    /// @throws org.spikestill.model.InvalidNetwork if the weights are not those of the network, or not all finite numbers
    public TorchNetwork(Network network, Weights weights, NeuronPath path) {
        this(network, weights, path, new TorchAlgebra());
    }

    TorchNetwork(Network network, Weights weights, NeuronPath path, TorchAlgebra algebra) {
        this.network = network;
        this.path = path;
        this.algebra = algebra;
        this.shapes = network.shapes();
        weights.checkedFor(network).checkedFinite();
        try (Scope scope = Scope.open()) {
            for (Parameter parameter : network.parameters()) {
                Tensor tensor = scope.keep(tensor(weights.get(parameter.name())));
                tensors.put(parameter.name(), tensor);
                if (parameter.kind() != Parameter.Kind.STATISTIC) {
                    trainables.add(new Trainable(parameter, tensor.requiringGradient()));
                }
            }
            for (Parameter state : network.initialStates()) {
                weights.find(state.name())
                        .ifPresent(block ->
                                tensors.put(state.name(), scope.keep(inStorageOrder(tensor(block), state.shape()))));
            }
        }
    }

    public TorchNetwork(Network network, Weights weights) {
        this(network, weights, NeuronPath.FUSED);
    }

    public Network network() {
        return network;
    }

    public List<Trainable> trainables() {
        return List.copyOf(trainables);
    }

    /// Forgets the gradients of all parameters.
    public void forgetGradients() {
        trainables.forEach(each -> Autograd.forget(each.tensor()));
    }

    /// Euclidean norm of the gradients of all parameters.
    public double gradientNorm() {
        double squares = 0;
        for (Trainable each : trainables) {
            try (Scope _ = Scope.open();
                    Tensor gradient = each.tensor().gradient()) {
                squares += gradient == null ? 0 : gradient.square().sum().toFloat();
            }
        }
        return Math.sqrt(squares);
    }

    /// Runs one batch.
    ///
    /// @param raw planar values in [0, 1], `[N, C, H, W]`; may be longer
    /// @param keys of the encoder's draws, one per sample
    /// @return tensors that live in the caller's scope
    public Trace run(float[] raw, int samples, long[] keys, RunMode mode) {
        return run(Signal.encode(network, raw, samples, keys), samples, mode);
    }

    Trace run(Signal input, int samples, RunMode mode) {
        requireReadOut();
        if (mode.training()) {
            NativeHeap.returnLarge(mode.gradient() == Gradient.BPTT_CHECKPOINTED);
        }
        return mode.training() && mode.gradient() == Gradient.RATE_BASED && network.isSpiking()
                ? rateBased(input, samples, mode)
                : throughTime(input, samples, mode);
    }

    private Trace throughTime(Signal input, int samples, RunMode mode) {
        try (AutoGradMode _ = new AutoGradMode(mode.training())) {
            Tape tape = new Tape(mode.profile());
            Tape cuts = mode.training() && path == NeuronPath.FUSED ? tape : null;
            Map<String, Long> spikes = new LinkedHashMap<>();
            Run run = new Run(this, samples, mode, populations(samples, mode, cuts, spikes), cuts);
            Tensor byTick = StorageOrder.byTick(
                    run.of(input).as(Precision.FLOAT32).frames(network.ticks()), network.ticks()); // [T, N, K]
            return new Trace(last(byTick, samples), byTick, run.maps(), run.trains(), spikes, tape);
        }
    }

    private Populations populations(int samples, RunMode mode, Tape cuts, Map<String, Long> spikes) {
        return switch (path) {
            case FUSED -> new FusedPopulations(this, samples, mode, cuts, false, spikes);
            case REFERENCE -> new ComposedPopulations(this, samples, spikes, mode.work());
        };
    }

    /// Through time without a graph, then once through the time-averaged network with one.
    private Trace rateBased(Signal input, int samples, RunMode mode) {
        Map<String, Long> spikes = new LinkedHashMap<>();
        Tape tape = new Tape(mode.profile());
        FusedPopulations measured = new FusedPopulations(this, samples, mode, null, true, spikes);
        Tensor mean;
        Tensor byTick;
        try (AutoGradMode _ = new AutoGradMode(false)) {
            mean = input.constant()
                    ? input.data().times(1)
                    : StorageOrder.byTick(input.data(), network.ticks())
                            .mean(0); // the run through time frees its input
            Signal out = new Run(this, samples, mode, measured, null).of(input).as(Precision.FLOAT32);
            byTick = StorageOrder.byTick(out.frames(network.ticks()), network.ticks());
        }
        try (AutoGradMode _ = new AutoGradMode(true)) {
            Run rates = new Run(this, samples, mode, new RatePopulations(this, measured, tape), tape);
            Tensor logits =
                    rates.of(new Signal(mean, true)).as(Precision.FLOAT32).data(); // [N, K]
            return new Trace(logits, byTick, rates.maps(), Map.of(), spikes, tape);
        }
    }

    private Tensor last(Tensor byTick, int samples) {
        return byTick.narrow(network.ticks() - 1L, 1).reshape(samples, byTick.size(2));
    }

    private void requireReadOut() {
        if (network.output().layer() instanceof Layer.Spike(Neuron.Firing _)) {
            throw new InvalidNetwork("'" + network.output().name()
                    + "' fires, but the last node must be a read-out: end the network with an integrator");
        }
    }

    /// A parameter or initial state by its name, or null if there is none.
    Tensor tensor(String name) {
        return tensors.get(name);
    }

    /// The parameter or membrane potential with this role at a node, or null if there is none.
    Tensor tensor(String node, Role role) {
        return tensor(role.of(node));
    }

    /// Of a node's output for one sample in one tick.
    Shape shape(String node) {
        return shapes.get(node);
    }

    TorchAlgebra algebra() {
        return algebra;
    }

    NeuronPath path() {
        return path;
    }

    /// Output of the last node for one batch, without gradients, whatever the last node is.
    ///
    /// @return `[T·N, …]`, or `[N, …]` where every tick would carry the same
    public Tensor frames(float[] raw, int samples, long[] keys) {
        try (AutoGradMode _ = new AutoGradMode(false)) {
            Signal input = Signal.encode(network, raw, samples, keys);
            RunMode mode = RunMode.evaluation();
            Populations populations = populations(samples, mode, null, new LinkedHashMap<>());
            return new Run(this, samples, mode, populations, null).of(input).data();
        }
    }

    /// Gradient of each sample's loss with respect to its scaled input: dL/dx, L the cross-entropy, mean over
    /// ticks where they differ.
    ///
    /// @param labels `[N]`
    /// @return `[N, C, H, W]`
    public Tensor sensitivity(float[] raw, int samples, long[] keys, Tensor labels) {
        try (AutoGradMode _ = new AutoGradMode(true)) {
            Signal input = Signal.encode(network, raw, samples, keys);
            Tensor x = input.data().requiringGradient();
            Populations populations = new ComposedPopulations(this, samples, new LinkedHashMap<>(), WorkMeter.NONE);
            Signal out = new Run(this, samples, RunMode.evaluation(), populations, null).of(input);
            Tensor byTick = StorageOrder.byTick(out.frames(network.ticks()), network.ticks());
            Tensor slope =
                    Autograd.gradient(last(byTick, samples).crossEntropy(labels).times(samples), x);
            return input.constant()
                    ? slope
                    : StorageOrder.byTick(slope, network.ticks()).mean(0);
        }
    }

    /// Brings parameters that have bounds back into them, after an update.
    public void bound() {
        trainables.stream()
                .filter(each -> each.parameter().role() == Role.GATE)
                .forEach(each -> GateFunctions.bound(each.tensor()));
    }

    /// Takes over other weights of the same network.
    public void load(Weights weights) {
        weights.checkedFor(network).checkedFinite();
        for (Parameter parameter : network.parameters()) {
            Block block = weights.get(parameter.name());
            tensors.get(parameter.name()).memory().copyFrom(block.data());
        }
    }

    /// The weights as they are now, with initial potentials.
    public Weights weights() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        try (Scope _ = Scope.open()) {
            for (Parameter parameter : network.parameters()) {
                blocks.put(
                        parameter.name(),
                        Block.of(
                                parameter.shape(), tensors.get(parameter.name()).toFloats()));
            }
            for (Parameter state : network.initialStates()) {
                Tensor tensor = tensors.get(state.name());
                if (tensor != null) {
                    Shape kept = tensor.elements() == 1 ? Shape.of(1) : state.shape();
                    blocks.put(state.name(), Block.of(kept, tensor.toFloats()));
                }
            }
        }
        return new Weights(blocks);
    }

    private static Tensor tensor(Block block) {
        return Tensor.of(
                block.toFloats(),
                block.shape().sizes().stream().mapToLong(Integer::longValue).toArray());
    }

    /// Potentials of a map lie channels-last like the frames they belong to.
    private static Tensor inStorageOrder(Tensor start, Shape shape) {
        return start.elements() > 1 && shape.isMap()
                ? StorageOrder.channelsLast(start.toFloats(), 1, shape.channels(), shape.height(), shape.width())
                : start;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
