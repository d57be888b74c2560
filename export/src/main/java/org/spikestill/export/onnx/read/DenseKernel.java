package org.spikestill.export.onnx.read;

import java.util.List;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// A convolution of ONNX as one that the engine has: dense, square, with equal padding on all sides.
///
/// ```
/// groups      weights between groups are 0
/// dilation    d·(k − 1) + 1 taps, of which all but every d-th are 0
/// padding     p the largest of the four; k + 2·p − begin − end taps, the first p − begin of which are 0
/// ```
///
/// Added weights are 0, so no output changes; they cost work.
///
/// @param weight `[out, in, kernel, kernel]`
record DenseKernel(int kernel, int stride, int padding, Block weight) {
    /// Bound on weights, far above networks that become spiking ones.
    private static final long MAX_WEIGHTS = 1L << 25;

    /// @param channels of the input
    static DenseKernel of(OnnxNode node, OnnxTensor stored, int channels) {
        if (stored.sizes().size() != 4) {
            throw node.refused("has weights " + stored.sizes() + ": only two-dimensional convolutions are imported");
        }
        int[] size = {stored.sizes().get(2), stored.sizes().get(3)};
        int[] dilation = pair(node, "dilations");
        int[] stride = pair(node, "strides");
        List<Long> pads = pads(node);
        long groups = node.number("group", 1);
        int inputs = stored.sizes().get(1);
        int outputs = stored.sizes().get(0);
        if (groups < 1 || groups > outputs || outputs % groups != 0 || inputs * groups != channels) {
            throw node.refused("has " + groups + " groups and weights " + stored.sizes() + " for " + channels
                    + " channels, which do not fit: the file is damaged");
        }
        if (stride[0] != stride[1]) {
            throw node.refused("has strides " + stride[0] + " and " + stride[1]
                    + ": the engine has one for both axes, train the network with equal strides");
        }
        long padding = pads.stream().mapToLong(Long::longValue).max().orElse(0);
        long[] taps = new long[2];
        for (int axis = 0; axis < 2; axis++) {
            taps[axis] = dilation[axis] * (size[axis] - 1L) + 1 + 2 * padding - pads.get(axis) - pads.get(axis + 2);
        }
        if (taps[0] != taps[1]) {
            throw node.refused("has a kernel of " + size[0] + "×" + size[1] + " with padding " + pads
                    + ", which is no square one with zeros added: train the network with square kernels");
        }
        if (padding >= taps[0]
                || taps[0] > Short.MAX_VALUE
                || outputs * (long) channels * taps[0] * taps[0] > MAX_WEIGHTS) {
            throw node.refused("has weights " + stored.sizes() + ", groups " + groups + ", dilations " + dilation[0]
                    + ", " + dilation[1] + " and padding " + pads + ": as a dense convolution that is too large");
        }
        Grid grid = new Grid(outputs, inputs, size, dilation, (int) padding, pads, (int) taps[0]);
        return new DenseKernel(
                (int) taps[0], stride[0], (int) padding, grid.dense(stored.floats(), channels, (int) groups));
    }

    private static int[] pair(OnnxNode node, String attribute) {
        List<Long> values = node.numbers(attribute, List.of(1L, 1L));
        if (values.size() != 2 || values.stream().anyMatch(value -> value < 1 || value > Short.MAX_VALUE)) {
            throw node.refused("has " + attribute + " " + values + ": wanted two whole numbers, 1 or more");
        }
        return new int[] {values.get(0).intValue(), values.get(1).intValue()};
    }

    /// Rows and columns before, rows and columns after.
    private static List<Long> pads(OnnxNode node) {
        String automatic = node.text("auto_pad", "NOTSET");
        if (automatic.equals("VALID")) {
            return List.of(0L, 0L, 0L, 0L);
        }
        if (!automatic.equals("NOTSET") && !automatic.isEmpty()) {
            throw node.refused(
                    "has auto_pad " + automatic + ", which depends on the input: export it with padding in numbers");
        }
        List<Long> pads = node.numbers("pads", List.of(0L, 0L, 0L, 0L));
        if (pads.size() != 4 || pads.stream().anyMatch(pad -> pad < 0 || pad > Short.MAX_VALUE)) {
            throw node.refused("has pads " + pads + ": wanted four whole numbers, 0 or more");
        }
        return pads;
    }

    Layer.Conv2d layer(int channels, boolean bias) {
        return new Layer.Conv2d(channels, kernel, stride, padding, bias);
    }

    /// Places of the stored taps in the dense kernel.
    private record Grid(int outputs, int inputs, int[] size, int[] dilation, int padding, List<Long> pads, int taps) {
        Block dense(float[] stored, int channels, int groups) {
            float[] dense = new float[outputs * channels * taps * taps];
            int row = padding - pads.get(0).intValue();
            int column = padding - pads.get(1).intValue();
            int at = 0;
            for (int out = 0; out < outputs; out++) {
                int first = out / (outputs / groups) * inputs;
                for (int in = 0; in < inputs; in++) {
                    int plane = (out * channels + first + in) * taps * taps;
                    for (int y = 0; y < size[0]; y++) {
                        for (int x = 0; x < size[1]; x++) {
                            dense[plane + (row + y * dilation[0]) * taps + column + x * dilation[1]] = stored[at++];
                        }
                    }
                }
            }
            return Block.of(Shape.of(outputs, channels, taps, taps), dense);
        }
    }
}
