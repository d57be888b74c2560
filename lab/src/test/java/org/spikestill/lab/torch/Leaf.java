package org.spikestill.lab.torch;

/// Tensors whose gradients a test of another package may ask for.
public final class Leaf {
    private Leaf() {}

    public static Tensor of(float[] values, long... sizes) {
        return Tensor.of(values, sizes).requiringGradient();
    }

    /// The gradient gathered so far; zeros where none arrived.
    public static float[] gradient(Tensor leaf) {
        Tensor gradient = leaf.gradient();
        return gradient == null ? new float[Math.toIntExact(leaf.elements())] : gradient.toFloats();
    }

    public static boolean hasGradient(Tensor leaf) {
        return leaf.gradient() != null;
    }
}
