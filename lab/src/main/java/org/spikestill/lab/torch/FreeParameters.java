package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.spikestill.model.Block;
import org.spikestill.model.Parameter;

/// Learned arrays that belong to no network, such as the linear maps of losses. They start at 0. Owns native memory until
/// closed.
public final class FreeParameters implements AutoCloseable {
    private final List<TorchNetwork.Trainable> trainables = new ArrayList<>();

    public FreeParameters(List<Parameter> parameters) {
        try (Scope scope = Scope.open()) {
            for (Parameter parameter : parameters) {
                Tensor zeros = Tensor.zeros(sizes(parameter)).requiringGradient();
                trainables.add(new TorchNetwork.Trainable(parameter, scope.keep(zeros)));
            }
        }
    }

    private static long[] sizes(Parameter parameter) {
        return parameter.shape().sizes().stream().flatMapToLong(LongStream::of).toArray();
    }

    public List<TorchNetwork.Trainable> trainables() {
        return List.copyOf(trainables);
    }

    /// The values as they are now, by name.
    public Map<String, Block> blocks() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (TorchNetwork.Trainable each : trainables) {
            blocks.put(
                    each.parameter().name(),
                    Block.of(each.parameter().shape(), each.tensor().toFloats()));
        }
        return blocks;
    }

    /// Takes over stored values.
    ///
    /// @param blocks by name; others are ignored
    /// @throws IllegalArgumentException if one is missing or of another size
    public void load(Map<String, Block> blocks) {
        for (TorchNetwork.Trainable each : trainables) {
            String name = each.parameter().name();
            Block block = blocks.get(name);
            if (block == null || !block.shape().equals(each.parameter().shape())) {
                throw new IllegalArgumentException("the stored parameters have no '" + name + "' of shape "
                        + each.parameter().shape() + ": they belong to other losses");
            }
            each.tensor().memory().copyFrom(block.data());
        }
    }

    @Override
    public void close() {
        trainables.forEach(each -> each.tensor().close());
    }
}
