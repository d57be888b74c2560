package org.spikestill.export.onnx.read;

import java.util.Arrays;
import java.util.List;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;

/// The input of an imported network: shape and normalisation.
final class OnnxInput {
    private OnnxInput() {}

    /// Shape of one sample.
    ///
    /// @param sample shape from the settings; empty takes the one in the file
    static Shape shape(OnnxGraph.Value input, List<Integer> sample) {
        if (!sample.isEmpty()) {
            return new Shape(sample);
        }
        List<Long> sizes = input.sizes();
        if (sizes.size() < 2 || sizes.stream().skip(1).anyMatch(size -> size < 1 || size > Short.MAX_VALUE)) {
            throw new InvalidNetwork("input '" + input.name() + "' has sizes " + sizes
                    + ", where -1 is left open: name those of a sample, as in onnx:sample=[3,32,32]");
        }
        return new Shape(sizes.stream().skip(1).map(Long::intValue).toList());
    }

    /// Normalisation of the pixels, from the settings or from the file's metadata.
    static Scaling scaling(OnnxGraph graph, OnnxImport settings, Shape input) {
        List<Float> mean = settings.mean().isEmpty() ? numbers(graph, "mean") : settings.mean();
        List<Float> std = settings.std().isEmpty() ? numbers(graph, "std") : settings.std();
        return mean.isEmpty() && std.isEmpty() ? Scaling.none(input.channels()) : new Scaling(mean, std);
    }

    private static List<Float> numbers(OnnxGraph graph, String text) {
        String stored = graph.metadata().getOrDefault(text, "").replaceAll("[\\[\\]\\s]", "");
        try {
            return Arrays.stream(stored.split(","))
                    .filter(part -> !part.isEmpty())
                    .map(Float::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new InvalidNetwork("its metadata " + text + " is '" + stored + "': wanted numbers, one per channel");
        }
    }
}
