package org.spikestill.lab.convert;

import static org.spikestill.model.Check.positive;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Reset;

/// Residual membrane potential neurons (RMP-SNN; Han, Srinivasan, Roy, CVPR 2020): without leak, and firing takes
/// the threshold off the membrane instead of emptying it, so that nothing of the input is lost and thresholds may be
/// lower.
///
/// ```
/// constant input a: clip(floor(T·a/V), 0, T) spikes in T ticks, one fewer where T·a/V is whole: equality stays silent
/// ```
///
/// A lower threshold is also what a spike is worth, so that biases are divided by it, see [Thresholds].
///
/// @param scale of every threshold, > 0
public record SoftReset(float scale) implements Pass {
    public SoftReset {
        positive("scale", scale);
    }

    public SoftReset() {
        this(1);
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        if (network.firing().isEmpty()) {
            throw new InvalidNetwork("the network has no spiking layer: put relu-to-spike before soft-reset");
        }
        List<String> changes = new ArrayList<>();
        Converted soft = Thresholds.replaced(network, weights, node -> soft(node, changes));
        return new Converted(network, weights, changes).then(soft);
    }

    private Node soft(Node node, List<String> changes) {
        if (!(node.layer() instanceof Layer.Spike(Neuron.Firing firing))) {
            return node;
        }
        if (!(firing instanceof Lif(_, float threshold, Reset reset, var order, var surrogate))) {
            throw new InvalidNetwork("'" + node.name() + "' is "
                    + Neuron.catalog().spec(firing) + ", whose reset is its own: convert to lif");
        }
        changes.add("'" + node.name() + "' keeps what exceeds its threshold " + threshold * scale + " (" + scale
                + " of " + threshold + ")");
        Reset kept = new Reset(Reset.Target.SUBTRACT, reset.detached());
        return node.withLayer(new Layer.Spike(new Lif(1, threshold * scale, kept, order, surrogate)));
    }
}
