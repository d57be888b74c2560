package org.spikestill.lab.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.lab.measure.OutputComparison;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// An imported network beside the ONNX file it is from, on the same random images, as [OutputComparison] measures it.
public final class OnnxComparison {
    private OnnxComparison() {}

    /// @param samples uniform in [0, 1]
    /// @throws InvalidFile if ONNX Runtime does not run the file, or their outputs differ by more than [OutputComparison#TOLERANCE]
    public static double of(Path file, Network network, Weights weights, int samples) {
        OnnxGraph graph = OnnxGraph.read(file);
        Shape shape = network.input();
        float[] images = new float[samples * shape.elements()];
        long seed = Seed.of(1).split("compare").value();
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(seed, i);
        }
        float[] wanted = wanted(file, graph, network, images, samples);
        return OutputComparison.of(file, network, weights, images, wanted, "ONNX Runtime");
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
}
