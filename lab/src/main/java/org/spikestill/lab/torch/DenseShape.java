package org.spikestill.lab.torch;

import java.util.List;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// Widths and activation of a dense network: linear and activation in turn, and a linear output.
///
/// @param widths of input, hidden layers and output, each ≥ 1
public record DenseShape(List<Integer> widths, Nonlinearity activation) {
    /// Activation of the hidden layers.
    public enum Nonlinearity {
        RELU,
        SIN
    }

    public DenseShape {
        widths = List.copyOf(widths);
        if (widths.size() < 2) {
            throw new IllegalArgumentException(
                    "a dense network has widths " + widths + ": name the inputs and the outputs at least");
        }
        widths.forEach(each -> Check.count("widths", each));
    }

    public int inputs() {
        return widths.getFirst();
    }

    public int outputs() {
        return widths.getLast();
    }

    /// Number of weights and biases.
    public int parameters() {
        long sum = 0;
        for (int l = 1; l < widths.size(); l++) {
            sum += (widths.get(l - 1) + 1L) * widths.get(l);
        }
        return Math.toIntExact(sum);
    }

    /// Multiplications with addition of one training update, for each sample.
    public double multiplyAddsPerUpdate() {
        double sum = 0;
        for (int l = 1; l < widths.size(); l++) {
            sum += (l == 1 ? 2.0 : 3.0) * widths.get(l - 1) * widths.get(l); // no gradient of the network's input
        }
        return sum;
    }

    /// Weights and biases drawn from U(−1, 1) / sqrt(inputs of the layer), layer by layer.
    public float[] initial(Seed seed) {
        return initial(seed, 1);
    }

    /// The same with the weights of the first layer times a frequency (ω₀ of Sitzmann et al., NeurIPS 2020): of radians per unit
    /// of the input that a network of sines starts from. A frequency of 1 is far below that of a wave with hundreds of them, and
    /// gradients find no way up.
    public float[] initial(Seed seed, float frequency) {
        float[] values = new float[parameters()];
        int at = 0;
        for (int l = 1; l < widths.size(); l++) {
            int count = (widths.get(l - 1) + 1) * widths.get(l);
            double bound = 1 / Math.sqrt(widths.get(l - 1));
            int weights = l == 1 ? widths.get(0) * widths.get(1) : 0; // that take the frequency
            for (int i = 0; i < count; i++, at++) {
                values[at] = (float) ((2 * Seed.uniform(seed.value(), at) - 1) * bound * (i < weights ? frequency : 1));
            }
        }
        return values;
    }
}
