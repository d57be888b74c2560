package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// Model-based weight normalisation (Diehl et al., IJCNN 2015): from the weights alone, so that no input in [0, 1]
/// takes an activation beyond 1, the threshold of the neurons to come. Safe, and slow: most activations stay far
/// below 1.
///
/// ```
/// f_l = largest sum of one unit's positive weights      W_l ← W_l/f_l      b_l ← b_l/(f_1·…·f_l)
/// ```
///
/// The paper's networks have no biases; they are divided so that the network computes the same up to a factor, and
/// do not count in f_l. The last layer's weights stay.
public record NormaliseByModel() implements Pass {
    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        List<String> changes = new ArrayList<>();
        Weights normalised = weights;
        float all = 1;
        for (Sequence.Stage stage : Sequence.of(network)) {
            float factor = 1;
            if (stage.activation().isPresent()) {
                factor = factor(
                        weights.get(stage.layer().name(), Role.WEIGHT),
                        stage.layer().name());
                changes.add("'" + stage.layer().name() + "' is divided by " + factor
                        + ", the largest sum of positive weights of a unit");
            }
            all *= factor;
            normalised = Sequence.scaled(normalised, stage.layer(), 1 / factor, 1 / all);
        }
        return new Converted(network, normalised, changes, all);
    }

    private static float factor(Block weight, String layer) {
        float[] values = weight.toFloats(); // [units, …]
        int inputs = values.length / weight.shape().channels();
        double largest = 0;
        for (int unit = 0; unit < weight.shape().channels(); unit++) {
            double sum = 0;
            for (int i = unit * inputs; i < (unit + 1) * inputs; i++) {
                sum += Math.max(0, values[i]);
            }
            largest = Math.max(largest, sum);
        }
        if (largest == 0) {
            throw new InvalidNetwork(
                    "'" + layer + "' has no positive weight: the layer is dead, train the network longer"
                            + " or with a lower rate");
        }
        return (float) largest;
    }
}
