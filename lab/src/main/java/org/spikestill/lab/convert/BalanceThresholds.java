package org.spikestill.lab.convert;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;

/// Threshold balancing (SPIKE-NORM; Sengupta et al., Frontiers in Neuroscience 2019): layer by layer, each threshold
/// becomes the largest weighted input that the layer receives from the layers already balanced. Weights stay, the
/// output is not balanced.
///
/// ```
/// V_l = scale · max over samples, ticks and neurons of (W_l · s_{l−1}[t] + b_l/c_{l−1})      c_l = V_l·c_{l−1}      c_0 = 1
/// ```
///
/// A spike of layer l stands for c_l of the ANN's activation. The paper's networks have no biases; here a bias is divided by the worth
/// of the spikes it is added to, and where a residual sum adds spikes of different worth, the weights of one way make up for it.
///
/// Below 1, `quantile` takes that share of the sorted values instead of the maximum, the larger over batches (k-th
/// smallest, k = 1 + round(quantile·(n − 1)), as the direct-encoding reference code does). Layers are measured with
/// the unscaled thresholds of the layers before.
///
/// @param quantile in (0, 1]; 1 is the maximum
/// @param scale of every threshold, > 0; below 1 at short T, since a neuron has less time to reach it
/// @param samples measured on, ≥ 1
/// @param ticks per sample while measuring, ≥ 1
public record BalanceThresholds(float quantile, float scale, int samples, int ticks) implements Pass {
    private static final int MORE_TICKS = 16;

    public BalanceThresholds {
        within("quantile", quantile, 0.5f, 1);
        positive("scale", scale);
        within("samples", samples, 1, 1_000_000);
        within("ticks", ticks, 1, Network.MAX_TICKS);
    }

    public BalanceThresholds() {
        this(1, 0.7f, 512, 100);
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset data) throws IOException {
        return apply(network, weights, measure(network, weights, data), scale);
    }

    /// The largest weighted input of every firing population, in order, unscaled.
    public Map<String, Float> measure(Network network, Weights weights, Dataset data) throws IOException {
        if (network.firing().isEmpty()) {
            throw new InvalidNetwork("the network has no spiking layer: put relu-to-spike before balance-thresholds");
        }
        Map<String, Float> largest = new LinkedHashMap<>();
        for (Node node : network.firing()) {
            Converted balanced = Thresholds.replaced(network, weights, largest);
            largest.put(node.name(), largest(node, balanced, data.limit(samples)));
        }
        return largest;
    }

    /// Spikes need more ticks to come through the thresholds of a deep network: where nothing has arrived, the time is doubled.
    private float largest(Node node, Converted balanced, Dataset data) throws IOException {
        String input = node.inputs().getFirst();
        int longest = Math.clamp(MORE_TICKS * (long) ticks, ticks, Network.MAX_TICKS);
        for (int tried = ticks; tried <= longest; tried *= 2) {
            float value = Prefix.of(balanced.network().withTicks(tried), balanced.weights(), input)
                    .quantile(data, quantile);
            if (value > 0) {
                return value;
            }
        }
        throw new InvalidNetwork("'" + node.name() + "' receives no input above 0 in " + data.size() + " samples of "
                + longest + " ticks: the layer is dead, train the network longer or with a lower rate");
    }

    /// Sets measured thresholds, each times `factor`.
    public static Converted apply(Network network, Weights weights, Map<String, Float> measured, float factor) {
        List<String> changes = new ArrayList<>();
        Map<String, Float> thresholds = new LinkedHashMap<>();
        measured.forEach((node, value) -> {
            thresholds.put(node, value * factor);
            changes.add("'" + node + "' fires above " + value * factor + " (" + factor + " of " + value + ")");
        });
        return new Converted(network, weights, changes).then(Thresholds.replaced(network, weights, thresholds));
    }
}
