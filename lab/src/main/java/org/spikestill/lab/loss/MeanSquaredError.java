package org.spikestill.lab.loss;

import java.util.Optional;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Mean squared error of the read-out after the last tick: the loss of regression.
///
/// ```
/// L = mean over samples n and values k of (z_nk − y_nk)²
/// ```
public record MeanSquaredError() implements Loss {
    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.VALUES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.student().logits().minus(inputs.labels()).square().mean(); // []
    }
}
