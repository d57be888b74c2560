package org.spikestill.lab.loss;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork.Trainable;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// The L1 norm of the weights (lasso; Tibshirani, 1996), which drives weights of little use to 0.
///
/// ```
/// L = Σ_w |w|      dL/dw = sign w, 0 at w = 0
/// ```
///
/// It is a sum and not a mean, so its weight in the objective is that of the literature, about 10⁻⁵ to 10⁻³. Biases,
/// thresholds and scales of a normalisation stay free.
///
/// @param layers whose weights count; empty for all
@Name("l1")
public record L1Penalty(List<String> layers) implements Loss {
    public L1Penalty {
        layers = List.copyOf(layers);
    }

    public L1Penalty() {
        this(List.of());
    }

    @Override
    public void check(Optional<Taps> teacher, Network student) {
        List<String> weighted = student.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.WEIGHT)
                .map(L1Penalty::layer)
                .toList();
        for (String layer : layers) {
            if (!weighted.contains(layer)) {
                throw new InvalidSettings("layers of l1 holds '" + layer
                        + "', which is no layer of the student with weights: name some of " + weighted);
            }
        }
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.parameters().stream()
                .filter(each -> counts(each.parameter()))
                .map(Trainable::tensor)
                .map(weights -> weights.abs().sum())
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException("l1 finds no weights in " + layers)); // []
    }

    private boolean counts(Parameter parameter) {
        return parameter.kind() == Parameter.Kind.WEIGHT && (layers.isEmpty() || layers.contains(layer(parameter)));
    }

    private static String layer(Parameter parameter) {
        return parameter.name().substring(0, parameter.name().lastIndexOf('.'));
    }
}
