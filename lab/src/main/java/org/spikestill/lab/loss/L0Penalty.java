package org.spikestill.lab.loss;

import java.util.Optional;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork.Trainable;
import org.spikestill.model.HardConcrete;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// The expected number of synapses under stochastic gates, a smooth L0 norm (Louizos, Welling, Kingma, ICLR 2018, eq. 12).
///
/// ```
/// L = Σ_gates synapses of the gate · P(z ≠ 0)      P(z ≠ 0) = sigmoid(log α − β·ln(−γ / ζ))
/// ```
///
/// It is a sum and not a mean, so that its weight in the objective is the price of one synapse, about 10⁻⁷ to 10⁻⁵.
@Name("l0")
public record L0Penalty() implements Loss {
    @Override
    public boolean prunes() {
        return true;
    }

    @Override
    public void check(Optional<Taps> teacher, Network student) {
        if (student.parameters().stream().noneMatch(each -> each.role() == Role.GATE)) {
            throw new InvalidSettings(
                    "l0 counts the open gates of a network, and this one has none: train a network with"
                            + " gates, as the study sparse-gates makes it, or leave the loss out");
        }
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.parameters().stream()
                .filter(each -> each.parameter().role() == Role.GATE)
                .map(gate -> open(gate).times(synapses(inputs, gate.parameter())))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException("l0 finds no gates")); // []
    }

    private static Tensor open(Trainable gates) {
        return gates.tensor().plus(-HardConcrete.SHIFT).sigmoid().sum();
    }

    private static double synapses(LossInputs inputs, Parameter gates) {
        Tensor weight = inputs.parameter(Role.WEIGHT.of(gates.node()));
        return (double) weight.elements() / gates.shape().elements();
    }
}
