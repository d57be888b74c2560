package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikestill.data.Dataset;
import org.spikestill.data.Subset;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;

/// The thresholds of all layers of a calibration.
final class ThresholdCriteria {
    /// Weight of the thresholds so far at each further batch, as in the paper's code.
    private static final float KEPT = 0.9f;

    /// Activations of a batch that the search looks at; of more it takes every k-th.
    private static final int LOOKED_AT = 1 << 17;

    private ThresholdCriteria() {}

    /// By name of the activation.
    static Map<String, Float> of(Calibrate settings, Network ann, Weights weights, Dataset data) throws IOException {
        Map<String, Float> ceilings = new LinkedHashMap<>();
        for (Node node : ann.nodes()) {
            if (node.layer() instanceof Layer.Activation) {
                ceilings.put(node.name(), ceiling(settings, Prefix.of(ann, weights, node.name()), data));
            }
        }
        return ceilings;
    }

    private static float ceiling(Calibrate settings, Prefix layer, Dataset data) throws IOException {
        float ceiling = 0;
        int batches = Math.min(settings.batches(), (data.size() + settings.batch() - 1) / settings.batch());
        for (int i = 0; i < batches; i++) {
            int end = Math.min(data.size(), (i + 1) * settings.batch());
            int[] chosen = IntStream.range(i * settings.batch(), end).toArray();
            float found = ceiling(settings, layer, chosen.length, Subset.of(data, chosen));
            ceiling = i == 0 ? found : KEPT * ceiling + (1 - KEPT) * found;
        }
        return ceiling;
    }

    private static float ceiling(Calibrate settings, Prefix layer, int samples, Dataset batch) throws IOException {
        long values = (long) samples * layer.elements();
        int step = Math.toIntExact((values + LOOKED_AT - 1) / LOOKED_AT)
                | 1; // odd: no column of an even width is favoured
        float[] seen = new float[Math.toIntExact(values / step) + samples];
        int[] count = {0};
        float[] largest = {0};
        layer.means(batch, (found, _) -> {
            for (int i = 0; i < found.length; i++) {
                largest[0] = Math.max(largest[0], found[i]);
                if (i % step == 0) {
                    seen[count[0]++] = found[i];
                }
            }
        });
        if (!(largest[0] > 0)) {
            throw new InvalidNetwork("'" + layer.network().output().name() + "' is 0 in " + samples
                    + " samples: the layer is dead, train the network longer or with a lower rate");
        }
        return settings.ceiling().of(Arrays.copyOf(seen, count[0]), largest[0], settings.ticks());
    }
}
