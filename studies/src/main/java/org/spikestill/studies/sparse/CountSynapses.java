package org.spikestill.studies.sparse;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;

/// Synapses of a pruned network beside those of its dense twin.
public record CountSynapses(Ref<ModelResult> dense, Ref<ModelResult> sparse) implements Step<CountSynapses.Counts> {
    /// @param layers in order
    /// @param inputs kept synapses by element of the first layer's input, planar order
    /// @param input shape of that input
    public record Counts(List<LayerCount> layers, List<Integer> inputs, List<Integer> input) {
        public Counts {
            layers = List.copyOf(layers);
            inputs = List.copyOf(inputs);
            input = List.copyOf(input);
        }

        public long dense() {
            return layers.stream().mapToLong(LayerCount::dense).sum();
        }

        public long kept() {
            return layers.stream().mapToLong(LayerCount::kept).sum();
        }

        /// Share of the synapses that is gone.
        public double removed() {
            return 1 - (double) kept() / dense();
        }
    }

    /// @param dense synapses of the twin
    /// @param kept synapses other than 0
    /// @param units outputs of the layer that are left
    public record LayerCount(String name, long dense, long kept, int units) {}

    @Override
    public ResultType<Counts> result() {
        return ResultType.record(Counts.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(dense, sparse);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public Counts run(Inputs inputs, Context context) {
        Weights twin = inputs.get(dense).model().weights();
        ModelFile pruned = inputs.get(sparse).model();
        List<LayerCount> layers = new ArrayList<>();
        for (Node node : pruned.network().nodes()) {
            if (node.layer() instanceof Layer.Weighted) {
                Block weight = pruned.weights().get(node.name(), Role.WEIGHT);
                layers.add(new LayerCount(
                        node.name(),
                        twin.get(node.name(), Role.WEIGHT).shape().elements(),
                        columns(weight, 1)[0],
                        weight.shape().sizes().getFirst()));
            }
        }
        Shape frame = pruned.network().frame();
        Block first = pruned.weights().get(layers.getFirst().name(), Role.WEIGHT);
        int width = first.shape().elements() / first.shape().sizes().getFirst();
        boolean linear = width == frame.elements();
        List<Integer> byInput = new ArrayList<>();
        for (int count : linear ? columns(first, width) : new int[0]) {
            byInput.add(count);
        }
        return new Counts(layers, byInput, frame.sizes());
    }

    /// Weights other than 0 by column.
    private static int[] columns(Block matrix, int columns) {
        int[] counts = new int[columns];
        float[] values = matrix.toFloats();
        for (int i = 0; i < values.length; i++) {
            counts[i % columns] += values[i] != 0 ? 1 : 0;
        }
        return counts;
    }
}
