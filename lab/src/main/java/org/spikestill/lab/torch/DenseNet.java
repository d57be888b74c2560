package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// A small dense network in training: its arrays lie in one flat tensor, so that Adam is one pass over memory, and gradients
/// are written where the optimizer reads them. The loss is the caller's: it reads outputs and returns their gradient, which
/// admits losses that couple samples, such as the residual of an integral equation.
///
/// ```
/// h_0 = x      h_l = act(h_{l−1}·W_lᵀ + b_l)      output = h_{L−1}·W_Lᵀ + b_L
/// ```
public final class DenseNet implements AutoCloseable {
    private final DenseShape shape;
    private final org.bytedeco.pytorch.Tensor values;
    private final org.bytedeco.pytorch.Tensor gradient;
    private final org.bytedeco.pytorch.Tensor mean;
    private final org.bytedeco.pytorch.Tensor square;
    private final List<Affine> layers = new ArrayList<>();
    private final List<Affine> gradients = new ArrayList<>();
    private final Scope lifetime = Scope.open();
    private final List<org.bytedeco.pytorch.Tensor> inputs =
            new ArrayList<>(); // of every layer, of the last forward pass
    private final List<org.bytedeco.pytorch.Tensor> sums = new ArrayList<>(); // before every activation

    /// Weight `[outputs, inputs]` and bias `[outputs]`, views of a flat tensor.
    private record Affine(org.bytedeco.pytorch.Tensor weight, org.bytedeco.pytorch.Tensor bias) {
        org.bytedeco.pytorch.Tensor of(org.bytedeco.pytorch.Tensor x) {
            return torch.addmm(bias, x, weight.t());
        }
    }

    /// Weights and state of the optimizer, each as long as the shape has parameters.
    public static final class State {
        private final float[] values;
        private final float[] mean;
        private final float[] square;

        public State(float[] values, float[] mean, float[] square) {
            this.values = values.clone();
            this.mean = mean.clone();
            this.square = square.clone();
        }

        /// Weights before the first update.
        public static State initial(float[] values) {
            return new State(values, new float[values.length], new float[values.length]);
        }

        public float[] values() {
            return values.clone();
        }

        public float[] mean() {
            return mean.clone();
        }

        public float[] square() {
            return square.clone();
        }
    }

    public DenseNet(DenseShape shape, State state) {
        this.shape = shape;
        values = Tensor.of(state.values, shape.parameters()).raw();
        mean = Tensor.of(state.mean, shape.parameters()).raw();
        square = Tensor.of(state.square, shape.parameters()).raw();
        gradient = Tensor.zeros(shape.parameters()).raw();
        layers.addAll(views(values));
        gradients.addAll(views(gradient));
    }

    private List<Affine> views(org.bytedeco.pytorch.Tensor flat) {
        List<Affine> views = new ArrayList<>();
        long at = 0;
        for (int l = 1; l < shape.widths().size(); l++) {
            long in = shape.widths().get(l - 1);
            long out = shape.widths().get(l);
            views.add(new Affine(flat.narrow(0, at, in * out).view(out, in), flat.narrow(0, at + in * out, out)));
            at += in * out + out;
        }
        return views;
    }

    public State state() {
        return new State(floats(values), floats(mean), floats(square));
    }

    private static float[] floats(org.bytedeco.pytorch.Tensor raw) {
        return new Tensor(raw).toFloats();
    }

    /// Gradient of the parameters by the last update, in their order.
    public float[] gradient() {
        try (Scope _ = Scope.open()) {
            return floats(gradient);
        }
    }

    /// Outputs without a gradient.
    ///
    /// @param rows `[samples, inputs]`, row-major
    public float[] outputs(float[] rows) {
        try (Scope _ = Scope.open()) {
            return floats(layers.getLast().of(hidden(rows)));
        }
    }

    /// Activations of the last hidden layer: the inputs of a next grade.
    ///
    /// @param rows `[samples, inputs]`, row-major
    public float[] features(float[] rows) {
        try (Scope _ = Scope.open()) {
            return floats(hidden(rows));
        }
    }

    private org.bytedeco.pytorch.Tensor hidden(float[] rows) {
        org.bytedeco.pytorch.Tensor h = batch(rows);
        for (Affine layer : layers.subList(0, layers.size() - 1)) {
            h = activated(layer.of(h));
        }
        return h;
    }

    private org.bytedeco.pytorch.Tensor batch(float[] rows) {
        int width = shape.inputs();
        return Tensor.of(rows, rows.length / width, width).raw();
    }

    private org.bytedeco.pytorch.Tensor activated(org.bytedeco.pytorch.Tensor sum) {
        return switch (shape.activation()) {
            case RELU -> torch.relu(sum);
            case SIN -> torch.sin(sum);
        };
    }

    /// Derivative of a loss with respect to the outputs.
    @FunctionalInterface
    public interface OutputGradient {
        /// @param outputs `[samples, outputs]`
        /// @return of the same length
        float[] of(float[] outputs);
    }

    /// One update of all parameters by a batch.
    ///
    /// @param rows `[samples, inputs]`, row-major
    /// @param step from 1
    public void update(float[] rows, OutputGradient loss, Adam adam, long step, double factor) {
        try (Scope _ = Scope.open()) {
            backward(Tensor.of(loss.of(forward(rows)), rows.length / shape.inputs(), shape.outputs())
                    .raw());
            adam.update(
                    new Optimizer.Update(
                            memory(values),
                            memory(gradient),
                            List.of(memory(mean), memory(square)),
                            shape.parameters(),
                            false),
                    step,
                    factor);
        } finally {
            inputs.clear();
            sums.clear();
        }
    }

    private static MemorySegment memory(org.bytedeco.pytorch.Tensor raw) {
        return new Tensor(raw).memory();
    }

    private float[] forward(float[] rows) {
        org.bytedeco.pytorch.Tensor h = batch(rows);
        for (int l = 0; l < layers.size(); l++) {
            inputs.add(h);
            org.bytedeco.pytorch.Tensor sum = layers.get(l).of(h);
            sums.add(sum);
            h = l < layers.size() - 1 ? activated(sum) : sum;
        }
        return floats(h);
    }

    private void backward(org.bytedeco.pytorch.Tensor ofOutputs) {
        org.bytedeco.pytorch.Tensor g = ofOutputs;
        for (int l = layers.size() - 1; l >= 0; l--) {
            torch.mm_out(gradients.get(l).weight, g.t(), inputs.get(l));
            gradients.get(l).bias.copy_(g.sum(0));
            if (l > 0) {
                g = throughActivation(torch.mm(g, layers.get(l).weight), sums.get(l - 1));
            }
        }
    }

    private org.bytedeco.pytorch.Tensor throughActivation(
            org.bytedeco.pytorch.Tensor g, org.bytedeco.pytorch.Tensor sum) {
        return switch (shape.activation()) {
            case RELU -> torch.threshold_backward(g, sum, new Scalar(0f));
            case SIN -> g.mul_(torch.cos(sum));
        };
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
