package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Gates;
import org.spikestill.model.HardConcrete;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// Pruning by trained gates ([HardConcrete]): each weight is multiplied by its gate's value after training, and the gates go.
/// Synapses behind closed gates become exactly 0; units that none leads to or from are removed ([RemoveDeadUnits]).
public record PruneGates() implements Pass {
    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        return of(network, weights);
    }

    /// Needs no samples.
    public static Converted of(Network network, Weights weights) {
        Map<String, Block> kept = new LinkedHashMap<>(weights.blocks());
        List<String> changes = new ArrayList<>();
        Network plain = network.mapNodes(node -> {
            if (!(node.layer() instanceof Layer.Gated(Layer.Weighted layer, Gates gates))) {
                return node;
            }
            String name = Role.WEIGHT.of(node.name());
            Block before = weights.get(name);
            Block after = gated(before, weights.get(node.name(), Role.GATE), gates);
            kept.put(name, after);
            kept.remove(Role.GATE.of(node.name()));
            changes.add("'" + node.name()
                    + "' keeps %,d of %,d synapses"
                            .formatted(count(after), before.shape().elements()));
            return node.withLayer(layer);
        });
        return new Converted(plain, new Weights(kept), changes).then(RemoveDeadUnits.of(plain, new Weights(kept)));
    }

    private static Block gated(Block weight, Block gate, Gates gates) {
        float[] w = weight.toFloats();
        float[] logAlpha = gate.toFloats();
        int perUnit = w.length / weight.shape().sizes().getFirst(); // weights of one output
        for (int i = 0; i < w.length; i++) {
            int number = switch (gates) {
                case Gates.Synapse _ -> i;
                case Gates.Input _, Gates.TimeTap _ -> i % perUnit / (perUnit / logAlpha.length);
            };
            w[i] *= (float) HardConcrete.value(logAlpha[number]);
        }
        return Block.of(weight.shape(), w);
    }

    /// Weights other than 0.
    static int count(Block block) {
        int count = 0;
        for (float weight : block.toFloats()) {
            count += weight != 0 ? 1 : 0;
        }
        return count;
    }
}
