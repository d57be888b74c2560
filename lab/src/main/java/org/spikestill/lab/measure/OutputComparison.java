package org.spikestill.lab.measure;

import java.nio.file.Path;
import org.spikestill.export.Importer.Example;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

/// An imported network beside the outputs of its original.
///
/// ```
/// difference = max |a − b| / max(1, max |b|)      a logits of the network, b of the original
/// ```
public final class OutputComparison {
    /// Largest difference at which the two are the same network: rounding in another order.
    public static final double TOLERANCE = 1e-5;

    private OutputComparison() {}

    /// @param file with the original, for the refusal
    /// @param by what computed the outputs, for the refusal
    /// @throws InvalidFile if the example does not fit the network, or outputs differ by more than [#TOLERANCE]
    public static double of(Path file, Network network, Weights weights, Example example, String by) {
        Shape input = example.input().shape();
        int samples = input.sizes().isEmpty() ? 0 : input.sizes().getFirst();
        if (samples < 1
                || !input.sizes()
                        .subList(1, input.sizes().size())
                        .equals(network.input().sizes())) {
            throw new InvalidFile(file, "example.input has shape " + input + ": wanted samples of " + network.input());
        }
        return of(
                file,
                network,
                weights,
                example.input().toFloats(),
                example.output().toFloats(),
                by);
    }

    /// @param images samples one after the other, raw in [0, 1]
    /// @param wanted logits of the original
    public static double of(Path file, Network network, Weights weights, float[] images, float[] wanted, String by) {
        float[] found = outputs(
                network, weights, images, images.length / network.input().elements());
        double largest = 1;
        double difference = found.length == wanted.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(found.length, wanted.length); i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            difference = Math.max(difference, Math.abs((double) found[i] - wanted[i]));
        }
        if (!(difference / largest <= TOLERANCE)) {
            throw new InvalidFile(
                    file,
                    "its network was not understood: outputs of up to %.3g differ by %.3g from those of %s"
                                    .formatted(largest, difference, by)
                            + ", nothing is written");
        }
        return difference / largest;
    }

    private static float[] outputs(Network network, Weights weights, float[] images, int samples) {
        try (Scope _ = Scope.open();
                TorchNetwork torch = new TorchNetwork(network, weights)) {
            return torch.run(images, samples, new long[samples], RunMode.evaluation())
                    .logits()
                    .toFloats();
        }
    }
}
