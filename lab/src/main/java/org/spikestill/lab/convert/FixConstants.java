package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// Folding of trained constants into neurons, so that a deployed network holds plain ones: a trained threshold becomes
/// a threshold.
public record FixConstants() implements Pass {
    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        return of(network, weights);
    }

    /// Needs no samples.
    public static Converted of(Network network, Weights weights) {
        Map<String, Block> kept = new LinkedHashMap<>(weights.blocks());
        List<String> changes = new ArrayList<>();
        Network fixed = network.mapNodes(node -> {
            if (!(node.layer() instanceof Layer.Spike(Neuron neuron))
                    || neuron.learned().isEmpty()) {
                return node;
            }
            List<String> names = neuron.learned().stream()
                    .map(constant -> Parameter.name(node.name(), constant))
                    .toList();
            Neuron plain = neuron.fixed(
                    names.stream().map(name -> weights.get(name).toFloats()[0]).toList());
            if (!plain.learned().isEmpty()) {
                return node; // it has no plain form
            }
            kept.keySet().removeAll(names);
            changes.add("'" + node.name() + "' became " + Neuron.catalog().spec(plain));
            return node.withLayer(new Layer.Spike(plain));
        });
        return new Converted(fixed, new Weights(kept), changes);
    }
}
