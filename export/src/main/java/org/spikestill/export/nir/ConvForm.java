package org.spikestill.export.nir;

import java.util.List;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// A NIR convolution as one of ours, which has a square kernel, one group and no dilation: weights of 0 fill the rest.
///
/// @param layer with a bias
/// @param weight `[out, in, kernel, kernel]`
record ConvForm(Layer.Conv2d layer, Block weight) {
    /// Bound on the weights of a convolution that is laid out without groups and dilation.
    private static final int MAX_SPREAD = 1 << 24;

    private record Axis(int kernel, int stride, int padding, int dilation) {
        int extent() {
            return dilation * (kernel - 1) + 1;
        }
    }

    /// @param factor of every weight
    static ConvForm of(NirNode node, double factor) {
        NirArray weight = node.array("weight");
        if (weight.sizes().size() != 4) {
            throw new InvalidNetwork("the weight of a Conv2d has shape " + weight.sizes() + ": it must have 4 axes");
        }
        List<Axis> axes = List.of(axis(node, weight, 0), axis(node, weight, 1));
        int groups = node.find("groups")
                .map(each -> each.integers("groups").getFirst())
                .orElse(1);
        int kernel = Math.max(axes.getFirst().extent(), axes.getLast().extent());
        int padding = padding(axes.getFirst(), kernel);
        if (padding != padding(axes.getLast(), kernel)
                || axes.getFirst().stride() != axes.getLast().stride()) {
            throw new InvalidNetwork("a Conv2d has " + axes
                    + ": stride, and padding against kernel, must be the same for" + " height and width");
        }
        int out = weight.sizes().get(0);
        if (groups < 1 || out % groups != 0) {
            throw new InvalidNetwork("a Conv2d has " + out + " channels in " + groups + " groups");
        }
        Shape shape = Shape.of(out, Math.multiplyExact(weight.sizes().get(1), groups), kernel, kernel);
        if (shape.elements() != weight.elements() && shape.elements() > MAX_SPREAD) {
            throw new InvalidNetwork("a Conv2d with groups or dilation would have " + shape.elements()
                    + " weights without: at most " + MAX_SPREAD + " are laid out");
        }
        return new ConvForm(
                new Layer.Conv2d(out, kernel, axes.getFirst().stride(), padding, true),
                Block.of(shape, spread(weight, axes, groups, shape, factor)));
    }

    private static Axis axis(NirNode node, NirArray weight, int axis) {
        int kernel = weight.sizes().get(2 + axis);
        int stride = of(node, "stride", axis, 1);
        int dilation = of(node, "dilation", axis, 1);
        int extent = Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
        if (node.fields().get("padding") instanceof NirValue.Text(String text)) {
            return new Axis(kernel, stride, named(text, extent, stride), dilation);
        }
        return new Axis(kernel, stride, of(node, "padding", axis, 0), dilation);
    }

    private static int named(String padding, int extent, int stride) {
        if (padding.equals("valid")) {
            return 0;
        }
        if (padding.equals("same") && stride == 1 && extent % 2 == 1) {
            return extent / 2;
        }
        throw new InvalidNetwork("a Conv2d has padding '" + padding + "' at stride " + stride + " and extent " + extent
                + ": write it as a number");
    }

    private static int of(NirNode node, String field, int axis, int otherwise) {
        return node.find(field)
                .map(array -> pairOf(array.integers(field), field).get(axis))
                .orElse(otherwise);
    }

    /// One number stands for both axes.
    static List<Integer> pairOf(List<Integer> numbers, String field) {
        return switch (numbers.size()) {
            case 1 -> List.of(numbers.getFirst(), numbers.getFirst());
            case 2 -> numbers;
            default -> throw new InvalidNetwork(field + " has " + numbers.size() + " values: it must have 1 or 2");
        };
    }

    /// Padding that a kernel of the larger size needs for the same windows.
    private static int padding(Axis axis, int kernel) {
        int more = kernel - axis.extent();
        if (more % 2 != 0) {
            throw new InvalidNetwork("a Conv2d has kernels of even and odd size: pad one with zeros");
        }
        return axis.padding() + more / 2;
    }

    private static float[] spread(NirArray weight, List<Axis> axes, int groups, Shape shape, double factor) {
        int out = shape.sizes().get(0);
        int perGroup = weight.sizes().get(1);
        int kernel = shape.sizes().get(2);
        Axis high = axes.getFirst();
        Axis wide = axes.getLast();
        int top = (kernel - high.extent()) / 2;
        int left = (kernel - wide.extent()) / 2;
        float[] values = new float[shape.elements()];
        int from = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < perGroup; i++) {
                int channel = o / (out / groups) * perGroup + i;
                for (int y = 0; y < high.kernel(); y++) {
                    for (int x = 0; x < wide.kernel(); x++) {
                        int row = (o * shape.sizes().get(1) + channel) * kernel + top + y * high.dilation();
                        values[row * kernel + left + x * wide.dilation()] = (float) (weight.at(from++) * factor);
                    }
                }
            }
        }
        return values;
    }
}
