package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// Removal of hidden units without effect, between linear layers: one whose spikes no synapse reads, and one that receives
/// nothing and therefore never fires. What is left computes the same.
public record RemoveDeadUnits() implements Pass {
    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        return of(network, weights);
    }

    /// Needs no samples.
    public static Converted of(Network network, Weights weights) {
        Converted result = new Converted(network, weights, List.of());
        boolean again = true;
        while (again) {
            Optional<Converted> fewer = once(result);
            result = fewer.orElse(result);
            again = fewer.isPresent();
        }
        return result;
    }

    private static Optional<Converted> once(Converted before) {
        for (Node node : before.network().nodes()) {
            Optional<Node> reader = reader(before, node);
            if (reader.isPresent()) {
                int[] kept = kept(before.weights(), node, reader.get());
                int units = before.weights()
                        .get(node.name(), Role.WEIGHT)
                        .shape()
                        .sizes()
                        .getFirst();
                if (kept.length < units) {
                    return Optional.of(before.then(without(before, node, reader.get(), kept, units)));
                }
            }
        }
        return Optional.empty();
    }

    /// The linear layer that alone reads a linear layer, through a population that starts at rest and dropout.
    private static Optional<Node> reader(Converted before, Node node) {
        Network network = before.network();
        if (!(node.layer() instanceof Layer.Linear)) {
            return Optional.empty();
        }
        Node last = node;
        while (network.readers(last.name()).size() == 1) {
            last = network.readers(last.name()).getFirst();
            if (last.layer() instanceof Layer.Linear) {
                return Optional.of(last);
            } else if (!(last.layer() instanceof Layer.Dropout) && !restsAtFirst(before.weights(), last)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean restsAtFirst(Weights weights, Node node) {
        return node.layer() instanceof Layer.Spike(Neuron.Firing neuron)
                && neuron.state().stream()
                        .noneMatch(state ->
                                weights.find(Parameter.name(node.name(), state)).isPresent());
    }

    /// Units that have an effect; one is left at least.
    private static int[] kept(Weights weights, Node node, Node reader) {
        Block in = weights.get(node.name(), Role.WEIGHT); // [units, inputs]
        Block out = weights.get(reader.name(), Role.WEIGHT); // [outputs, units]
        int units = in.shape().sizes().getFirst();
        boolean[] receives = rows(in.toFloats(), units);
        boolean[] isRead = columns(out.toFloats(), units);
        Optional<Block> bias = weights.find(Role.BIAS.of(node.name()));
        int[] alive = IntStream.range(0, units)
                .filter(unit -> isRead[unit]
                        && (receives[unit]
                                || bias.map(each -> each.at(unit) > 0).orElse(false)))
                .toArray();
        return alive.length > 0 ? alive : new int[] {0};
    }

    private static boolean[] rows(float[] matrix, int rows) {
        boolean[] any = new boolean[rows];
        int columns = matrix.length / rows;
        for (int i = 0; i < matrix.length; i++) {
            any[i / columns] |= matrix[i] != 0;
        }
        return any;
    }

    private static boolean[] columns(float[] matrix, int columns) {
        boolean[] any = new boolean[columns];
        for (int i = 0; i < matrix.length; i++) {
            any[i % columns] |= matrix[i] != 0;
        }
        return any;
    }

    private static Converted without(Converted before, Node node, Node reader, int[] kept, int units) {
        Map<String, Block> blocks = new LinkedHashMap<>(before.weights().blocks());
        blocks.computeIfPresent(Role.WEIGHT.of(node.name()), (_, block) -> keepRows(block, kept));
        blocks.computeIfPresent(Role.BIAS.of(node.name()), (_, block) -> keepRows(block, kept));
        blocks.computeIfPresent(Role.WEIGHT.of(reader.name()), (_, block) -> keepColumns(block, kept));
        List<Node> nodes = new ArrayList<>();
        before.network()
                .nodes()
                .forEach(each -> nodes.add(
                        each.equals(node)
                                ? each.withLayer(new Layer.Linear(kept.length, ((Layer.Linear) each.layer()).bias()))
                                : each));
        return new Converted(
                before.network().withNodes(nodes),
                new Weights(blocks),
                List.of("'" + node.name() + "' loses %,d of %,d units".formatted(units - kept.length, units)));
    }

    private static Block keepRows(Block block, int[] kept) {
        List<Integer> sizes = block.shape().sizes();
        float[] from = block.toFloats();
        int width = from.length / sizes.getFirst();
        float[] to = new float[kept.length * width];
        for (int row = 0; row < kept.length; row++) {
            System.arraycopy(from, kept[row] * width, to, row * width, width);
        }
        return Block.of(sizes.size() == 1 ? Shape.of(kept.length) : Shape.of(kept.length, width), to);
    }

    private static Block keepColumns(Block block, int[] kept) {
        float[] from = block.toFloats();
        int rows = block.shape().sizes().getFirst();
        int width = from.length / rows;
        float[] to = new float[rows * kept.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < kept.length; column++) {
                to[row * kept.length + column] = from[row * width + kept[column]];
            }
        }
        return Block.of(Shape.of(rows, kept.length), to);
    }
}
