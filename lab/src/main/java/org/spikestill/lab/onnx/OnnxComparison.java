package org.spikestill.lab.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// An imported network beside the ONNX file it is from, on the same random images.
///
/// ```
/// difference = max |a − b| / max(1, max |b|)      a logits of the network, b of ONNX Runtime
/// ```
public final class OnnxComparison {
    /// Largest difference at which the two are the same network: rounding in another order.
    public static final double TOLERANCE = 1e-5;

    private OnnxComparison() {}

    /// @param samples uniform in [0, 1]
    /// @throws InvalidFile if ONNX Runtime does not run the file, or their outputs differ by more than [#TOLERANCE]
    public static double of(Path file, Network network, Weights weights, int samples) {
        OnnxGraph graph = OnnxGraph.read(file);
        Shape shape = network.input();
        float[] images = new float[samples * shape.elements()];
        long seed = Seed.of(1).split("compare").value();
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(seed, i);
        }
        float[] wanted = wanted(file, graph, network, images, samples);
        float[] found = found(network, weights, images, samples);
        double largest = 1;
        double difference = found.length == wanted.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(found.length, wanted.length); i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            difference = Math.max(difference, Math.abs((double) found[i] - wanted[i]));
        }
        if (!(difference / largest <= TOLERANCE)) {
            throw new InvalidFile(
                    file,
                    "its network was not understood: outputs of up to %.3g differ by %.3g from those of ONNX Runtime"
                                    .formatted(largest, difference)
                            + ", nothing is written");
        }
        return difference / largest;
    }

    private static float[] wanted(Path file, OnnxGraph graph, Network network, float[] images, int samples) {
        float[] scaled = images.clone();
        int elements = network.input().elements();
        for (int i = 0; i < samples; i++) {
            float[] sample = Arrays.copyOfRange(scaled, i * elements, (i + 1) * elements);
            network.scaling().apply(sample, network.input());
            System.arraycopy(sample, 0, scaled, i * elements, elements);
        }
        String output = graph.outputs().getFirst().name();
        try (OnnxRuntime runtime = OnnxRuntime.open(file, graph, network.input(), List.of())) {
            return runtime.run(scaled, samples, List.of(output)).get(output).values();
        } catch (OrtException | IOException e) {
            throw new InvalidFile(file, "does not run on ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private static float[] found(Network network, Weights weights, float[] images, int samples) {
        try (Scope _ = Scope.open();
                TorchNetwork torch = new TorchNetwork(network, weights)) {
            return torch.run(images, samples, new long[samples], RunMode.evaluation())
                    .logits()
                    .toFloats();
        }
    }
}
