package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Parameter;

/// An optimizer at work on one network: its state, stored and restored to the last bit. Owns native memory until closed.
public final class OptimizerState implements AutoCloseable {
    /// Factor on the learning rate of gates: log α lives in logits and travels several units from half open to closed, where
    /// weights move by hundredths.
    private static final double GATE_FACTOR = 10;

    private final List<TorchNetwork.Trainable> trainables;
    private final Optimizer optimizer;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private long steps;

    public OptimizerState(TorchNetwork network, Optimizer optimizer) {
        this(network.trainables(), optimizer);
    }

    public OptimizerState(List<TorchNetwork.Trainable> trainables, Optimizer optimizer) {
        this.trainables = List.copyOf(trainables);
        this.optimizer = optimizer;
        try (Scope scope = Scope.open()) {
            for (TorchNetwork.Trainable trainable : trainables) {
                for (String name : optimizer.state()) {
                    state.put(
                            key(trainable, name),
                            scope.keep(Tensor.zeros(trainable.tensor().sizes())));
                }
            }
        }
    }

    /// Updates taken so far.
    public long steps() {
        return steps;
    }

    /// Forgets the gradients of the batch before.
    public void begin() {
        trainables.forEach(trainable -> Autograd.forget(trainable.tensor()));
    }

    /// Changes every parameter that received a gradient.
    ///
    /// @param factor of the schedule on the learning rate
    public void step(double factor) {
        steps++;
        for (TorchNetwork.Trainable trainable : trainables) {
            try (Tensor gradient = trainable.tensor().gradient()) {
                if (gradient != null) {
                    update(trainable, gradient, factor);
                }
            }
        }
    }

    private void update(TorchNetwork.Trainable trainable, Tensor gradient, double factor) {
        Tensor weights = trainable.tensor();
        List<MemorySegment> kept = optimizer.state().stream()
                .map(name -> state.get(key(trainable, name)).memory())
                .toList();
        boolean decays = trainable.parameter().kind() == Parameter.Kind.WEIGHT;
        try (Tensor ordered = StorageOrder.as(weights, gradient)) {
            optimizer.update(
                    new Optimizer.Update(weights.memory(), ordered.memory(), kept, weights.elements(), decays),
                    steps,
                    trainable.parameter().role() == Parameter.Role.GATE ? GATE_FACTOR * factor : factor);
        }
    }

    private static String key(TorchNetwork.Trainable trainable, String name) {
        return trainable.parameter().name() + "." + name;
    }

    public Map<String, Block> state() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        try (Scope _ = Scope.open()) {
            for (TorchNetwork.Trainable trainable : trainables) {
                for (String name : optimizer.state()) {
                    String key = key(trainable, name);
                    blocks.put(
                            key,
                            Block.of(
                                    trainable.parameter().shape(),
                                    state.get(key).toFloats()));
                }
            }
        }
        return blocks;
    }

    /// Goes on from a stored state.
    public void restore(Map<String, Block> blocks, long stepsTaken) {
        state.forEach((name, tensor) -> {
            Block block = blocks.get(name);
            if (block == null || block.shape().elements() != tensor.elements()) {
                throw new IllegalArgumentException("the stored optimizer state has no '" + name + "' of "
                        + tensor.elements() + " values: it belongs to another network");
            }
            tensor.memory().copyFrom(block.data());
        });
        steps = stepsTaken;
    }

    @Override
    public void close() {
        state.values().forEach(Tensor::close);
    }
}
