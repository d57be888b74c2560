package org.spikestill.model;

import org.spikestill.model.neuron.Neuron;

/// The operation of a node. Closed: a new layer is a compile error at every place that has to treat it.
public sealed interface Layer {
    /// The event-driven engine runs it.
    sealed interface Portable extends Layer {}

    /// A layer of synapses: a linear map of its input by trained weights, and a bias where it has one.
    sealed interface Weighted extends Portable {
        boolean bias();

        Weighted withBias(boolean value);
    }

    /// Only the trainer runs it; a conversion pass has to remove it before deployment.
    sealed interface LabOnly extends Layer {}

    /// y = W·x (+ b); parameters `weight` [outputs, inputs] and `bias` [outputs].
    record Linear(int outputs, boolean bias) implements Weighted {
        public Linear {
            Check.count("outputs", outputs);
        }

        @Override
        public Linear withBias(boolean value) {
            return new Linear(outputs, value);
        }
    }

    /// Cross-correlation, square kernel; parameters `weight` [channels, in, kernel, kernel] and `bias` [channels].
    record Conv2d(int channels, int kernel, int stride, int padding, boolean bias) implements Weighted {
        public Conv2d {
            Check.count("channels", channels);
            Check.count("kernel", kernel);
            Check.count("stride", stride);
            if (padding < 0 || padding >= kernel) {
                throw new InvalidNetwork(
                        "padding is " + padding + ": it must be at least 0 and below the kernel size " + kernel);
            }
        }

        /// Convolution that keeps height and width: stride 1, padding (kernel − 1) / 2, kernel odd.
        public static Conv2d same(int channels, int kernel, boolean bias) {
            return new Conv2d(channels, kernel, 1, (kernel - 1) / 2, bias);
        }

        @Override
        public Conv2d withBias(boolean value) {
            return new Conv2d(channels, kernel, stride, padding, value);
        }
    }

    /// Mean over windows of `size`×`size`, stride `size`; a rest at the lower and right edge is dropped.
    record AveragePool2d(int size) implements Portable {
        public AveragePool2d {
            Check.count("size", size);
        }
    }

    /// Largest value of windows of `size`×`size`, stride `size`; a rest at the lower and right edge is dropped.
    record MaxPool2d(int size) implements Portable {
        public MaxPool2d {
            Check.count("size", size);
        }
    }

    /// [C, H, W] → [C·H·W], channel-major.
    record Flatten() implements Portable {}

    /// Element-wise sum of two inputs of equal shape.
    record Add() implements Portable {}

    /// A population of neurons, one per input value; an [org.spikestill.model.neuron.Integrator] here is the
    /// read-out.
    record Spike(Neuron neuron) implements Portable {}

    /// Inverted dropout with one mask per batch, shared by all ticks; the identity outside training.
    record Dropout(float rate) implements Portable {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new InvalidNetwork("rate is " + rate + ": it must be at least 0 and below 1");
            }
        }
    }

    /// A layer of synapses under stochastic gates, see [HardConcrete]: W̃ = W ⊙ z. Parameter `log_alpha` holds the gates
    /// beside those of the layer.
    ///
    /// @param layer of synapses
    /// @param gates what one gate opens and closes
    record Gated(Weighted layer, Gates gates) implements LabOnly {}

    /// Element-wise curve of an artificial network.
    record Activation(Curve curve) implements LabOnly {}

    enum Curve {
        /// max(0, x)
        RELU
    }

    /// Quantised clip (QCFS; Bu et al., ICLR 2022, eq. 9): what an integrate-and-fire neuron of threshold λ that
    /// starts at λ/2 has fired on average after `levels` ticks of constant input. Parameter `threshold` [1] holds λ.
    ///
    /// ```
    /// y = λ/levels · clip(floor(levels·x/λ + 1/2), 0, levels)
    /// ```
    ///
    /// @param levels number of steps L
    /// @param start λ before training, > 0; the paper takes 8
    record QuantisedClip(int levels, float start) implements LabOnly {
        public QuantisedClip {
            Check.within("levels", levels, 1, Network.MAX_TICKS);
            Check.positive("start", start);
        }
    }

    /// Joins maps of equal height and width, or vectors, along the channels, in the order of the inputs; two or more.
    record Concat() implements LabOnly {}

    /// Batch normalisation per channel; parameters `weight`, `bias`, statistics `running_mean`, `running_var`, all
    /// [C].
    record BatchNorm(float epsilon) implements LabOnly {
        public BatchNorm {
            if (!(epsilon > 0)) {
                throw new InvalidNetwork("epsilon is " + epsilon + ": it must be above 0");
            }
        }

        public BatchNorm() {
            this(1e-5f);
        }
    }
}
