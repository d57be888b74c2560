package org.spikestill.lab.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Backward passes of the library through a graph, or a piece of one.
final class Autograd {
    private Autograd() {}

    /// Whether operations of this thread are recorded for a backward pass.
    static boolean records() {
        return GradMode.is_enabled();
    }

    /// Whether a backward pass computes a gradient of this tensor.
    static boolean reaches(Tensor tensor) {
        return tensor.raw().requires_grad();
    }

    /// Whether no recorded operation made this tensor.
    static boolean isLeaf(Tensor tensor) {
        return tensor.raw().is_leaf();
    }

    /// Drops the gradient gathered so far.
    static void forget(Tensor leaf) {
        leaf.raw().mutable_grad().reset();
    }

    /// The gradient of a number by a leaf; no other leaf gathers any.
    static Tensor gradient(Tensor number, Tensor leaf) {
        return new Tensor(torch.grad(new TensorVector(number.raw()), new TensorVector(leaf.raw()))
                .get(0));
    }

    /// Sends the gradient of an output back to every leaf it depends on. A leaf's first gradient is kept as it is.
    static void backward(Tensor output, Tensor gradient) {
        if (isLeaf(output) && !output.raw().grad().defined() && StorageOrder.agree(gradient, output)) {
            output.raw().mutable_grad().put(gradient.raw());
            return;
        }
        output.raw().backward(gradient.raw(), new BoolOptional(), false, new TensorArrayRefOptional());
    }
}
