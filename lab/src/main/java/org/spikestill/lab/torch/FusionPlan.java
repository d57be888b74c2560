package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.settings.Seed;

/// The readers of every value of a network in a mode, and what follows from them: which layers a kernel takes on together
/// with its own, and whose memory may be written over.
final class FusionPlan {
    private final Network network;
    private final RunMode mode;
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Node> next = new HashMap<>();

    FusionPlan(Network network, RunMode mode) {
        this.network = network;
        this.mode = mode;
        network.readers().forEach((name, nodes) -> {
            readers.put(name, nodes.size());
            if (!nodes.isEmpty()) {
                next.put(name, nodes.getLast());
            }
        });
        mode.probes().forEach(name -> readers.merge(name, 1, Integer::sum));
        mode.trains().forEach(name -> readers.merge(name, 1, Integer::sum));
        readers.merge(network.output().name(), 1, Integer::sum);
    }

    /// Nodes that read a value, and records of it that the mode wants.
    int readers(String name) {
        return readers.getOrDefault(name, 0);
    }

    /// The node that reads a value, if nothing else does.
    Optional<Node> onlyReader(String name) {
        return readers(name) == 1 ? Optional.ofNullable(next.get(name)) : Optional.empty();
    }

    boolean probed(String name) {
        return mode.probes().contains(name);
    }

    /// The layers after a node that its kernel takes on: average pooling and dropout, as long as nothing else reads the
    /// values in between. A probe of a population itself is served by its rates.
    ///
    /// @param takes whether windows of a size can be taken on
    Tail tail(Node node, IntPredicate takes) {
        int pool = 1;
        List<String> nodes = new ArrayList<>();
        for (Optional<Node> after = after(node); after.isPresent(); after = after(after.get())) {
            Node layer = after.get();
            if (layer.layer() instanceof Layer.AveragePool2d(int size) && pool == 1 && takes.test(size)) {
                pool = size;
                nodes.add(layer.name());
            } else if (layer.layer() instanceof Layer.Dropout(float rate) && drops(rate) && takes.test(pool)) {
                nodes.add(layer.name());
                return new Tail(pool, rate, dropoutKey(layer.name()), nodes);
            } else {
                break;
            }
            if (probed(layer.name())) {
                break;
            }
        }
        return nodes.isEmpty() ? Tail.NONE : new Tail(pool, 0, dropoutKey(""), nodes);
    }

    /// The reader of a node's output if nothing but a probe reads it as well.
    private Optional<Node> after(Node node) {
        return readers(node.name()) == (probed(node.name()) ? 2 : 1)
                ? Optional.ofNullable(next.get(node.name()))
                : Optional.empty();
    }

    boolean drops(float rate) {
        return mode.training() && rate > 0;
    }

    long dropoutKey(String node) {
        return new Seed(mode.key()).split(node).value();
    }

    /// Key of the draws of a layer's gates in this batch.
    long gateKey(String node) {
        return new Seed(mode.key()).split("gates").split(node).value();
    }

    /// Whether nothing but this node will read its input again, so that its memory can be written over.
    boolean owned(Node node) {
        String name = node.inputs().getFirst();
        return readers(name) == 1
                && !name.equals(Network.INPUT)
                && switch (network.node(name).layer()) {
                    case Layer.Weighted _, Layer.Gated _, Layer.Add _, Layer.Concat _ -> true;
                    case Layer.AveragePool2d _,
                            Layer.MaxPool2d _,
                            Layer.Flatten _,
                            Layer.Spike _,
                            Layer.Dropout _,
                            Layer.Activation _,
                            Layer.QuantisedClip _,
                            Layer.BatchNorm _ -> false;
                };
    }
}
