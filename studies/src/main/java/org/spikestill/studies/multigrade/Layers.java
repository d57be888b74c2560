package org.spikestill.studies.multigrade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.torch.DenseNet;
import org.spikestill.lab.torch.DenseShape;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// The net of one grade.
///
/// @param softmax whether its outputs are logits
/// @param parameters weight `[outputs, inputs]` and bias `[outputs]` of each layer in turn, in one array
record Layers(DenseShape shape, boolean softmax, Block parameters) {
    Layers {
        if (parameters.shape().elements() != shape.parameters()) {
            throw new IllegalArgumentException("a net of widths " + shape.widths() + " has " + shape.parameters()
                    + " parameters, it was given " + parameters.shape().elements());
        }
    }

    /// The net; the caller closes it.
    DenseNet open() {
        return new DenseNet(shape, DenseNet.State.initial(parameters.toFloats()));
    }

    /// Arrays by name: `PREFIXlayer1.weight`, `PREFIXlayer1.bias` and so on.
    Map<String, Block> named(String prefix) {
        Map<String, Block> named = new LinkedHashMap<>();
        float[] values = parameters.toFloats();
        int at = 0;
        for (Map.Entry<String, Shape> array : arrays(shape, prefix).entrySet()) {
            int count = array.getValue().elements();
            float[] part = new float[count];
            System.arraycopy(values, at, part, 0, count);
            named.put(array.getKey(), Block.of(array.getValue(), part));
            at += count;
        }
        return named;
    }

    /// @throws InvalidSettings naming the array that is missing or has another shape, before anything is allocated
    static Layers of(DenseShape shape, boolean softmax, Map<String, Block> blocks, String prefix) {
        Map<String, Shape> wanted = arrays(shape, prefix);
        wanted.forEach((name, size) -> {
            Block found = blocks.get(name);
            if (found == null || !found.shape().equals(size)) {
                throw new InvalidSettings("'" + name + "' is " + (found == null ? "missing" : found.shape())
                        + ", wanted " + size + ": have the run make the file again");
            }
        });
        float[] values = new float[shape.parameters()];
        int at = 0;
        for (String name : wanted.keySet()) {
            float[] part = blocks.get(name).toFloats();
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        return new Layers(shape, softmax, Block.of(Shape.of(values.length), values));
    }

    private static Map<String, Shape> arrays(DenseShape shape, String prefix) {
        Map<String, Shape> arrays = new LinkedHashMap<>();
        List<Integer> widths = shape.widths();
        for (int l = 1; l < widths.size(); l++) {
            arrays.put(prefix + "layer" + l + ".weight", Shape.of(widths.get(l), widths.get(l - 1)));
            arrays.put(prefix + "layer" + l + ".bias", Shape.of(widths.get(l)));
        }
        return arrays;
    }
}
