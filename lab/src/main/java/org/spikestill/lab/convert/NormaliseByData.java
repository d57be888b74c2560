package org.spikestill.lab.convert;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// Data-based weight normalisation (Diehl et al., IJCNN 2015): no activation of the samples, and no single weight,
/// exceeds 1, the threshold of the neurons to come. The last layer only makes up for the one before it, so that the
/// network's outputs stay as they are.
///
/// ```
/// f_l = max(largest weight W_l, largest activation a_l)      W_l ← W_l·f_{l−1}/f_l      b_l ← b_l/f_l      f_0 = 1
/// ```
///
/// Below 1, `quantile` takes that share of the sorted activations for f_l and leaves weights out of it (Rueckauer et
/// al., Frontiers in Neuroscience 2017, take 0.999).
///
/// @param quantile of the activations, in [0.5, 1]; 1 is the maximum
/// @param samples measured on, ≥ 1
/// @param chained whether f_l/f_{l−1} instead of f_l goes into the next layer, as in the code released with the
///     paper, which differs from its formula from the third layer on; biases are then divided by what the signal they are
///     added to has been divided by
public record NormaliseByData(float quantile, int samples, boolean chained) implements Pass {
    public NormaliseByData {
        within("quantile", quantile, 0.5f, 1);
        within("samples", samples, 1, 1_000_000);
    }

    public NormaliseByData() {
        this(1, 512, false);
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset data) throws IOException {
        List<String> changes = new ArrayList<>();
        Weights normalised = weights;
        float before = 1;
        float scale = 1; // value of 1 on the signal, in the unit of the network before
        for (Sequence.Stage stage : Sequence.of(network)) {
            float factor = 1;
            if (stage.activation().isPresent()) {
                factor = factor(network, weights, stage, data);
                changes.add("'" + stage.layer().name() + "' is divided by " + factor + ", the largest "
                        + (quantile < 1 ? "activation but for a share of " + (1 - quantile) : "activation or weight")
                        + ", and multiplied by " + before);
            } else {
                changes.add("'" + stage.layer().name() + "' is multiplied by " + before);
            }
            scale = chained ? scale * factor / before : factor;
            normalised = Sequence.scaled(normalised, stage.layer(), before / factor, 1 / scale);
            before = chained ? factor / before : factor;
        }
        return new Converted(network, normalised, changes, scale);
    }

    private float factor(Network network, Weights weights, Sequence.Stage stage, Dataset data) throws IOException {
        String activation = stage.activation().orElseThrow().name();
        float largest = Prefix.of(network, weights, activation).quantile(data.limit(samples), quantile);
        if (!(largest > 0)) {
            throw new InvalidNetwork("'" + activation + "' is 0 in " + samples
                    + " samples: the layer is dead, train the network longer or with a lower rate");
        }
        return quantile < 1
                ? largest
                : Math.max(largest, Blocks.largest(weights.get(stage.layer().name(), Role.WEIGHT)));
    }
}
