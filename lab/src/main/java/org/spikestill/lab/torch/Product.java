package org.spikestill.lab.torch;

import org.spikestill.model.Layer;

/// A convolution or a matrix product at work.
///
/// @param input `[N, …]`, in the precision of the product
/// @param weight its parameter, always in float32
/// @param bias the same, or null
record Product(Layer.Weighted layer, Tensor input, Tensor weight, Tensor bias) {
    Tensor output() {
        Tensor factor = weight.as(input.precision());
        Tensor shift = bias == null ? null : bias.as(input.precision());
        return switch (layer) {
            case Layer.Conv2d conv -> Functions.convolution(input, factor, shift, conv);
            case Layer.Linear _ -> Functions.linear(input, factor, shift);
        };
    }

    /// Adds the gradients of the parameters to theirs.
    ///
    /// @param gradient of the output
    /// @return that of the input, or null where it needs none
    Tensor backward(Tensor gradient) {
        boolean further = Autograd.reaches(input);
        try (Tensor plain = input.detach();
                Tensor factor = weight.detach().as(input.precision())) {
            Functions.Gradients gradients = switch (layer) {
                case Layer.Conv2d conv ->
                    Functions.convolutionBackward(gradient, plain, factor, conv, further, bias != null);
                case Layer.Linear _ -> Functions.linearBackward(gradient, plain, factor, further, bias != null);
            };
            Autograd.backward(weight, gradients.weight().as(Precision.FLOAT32));
            if (bias != null) {
                Autograd.backward(bias, gradients.bias().as(Precision.FLOAT32));
            }
            return gradients.input();
        }
    }
}
