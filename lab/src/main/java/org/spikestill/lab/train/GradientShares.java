package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;

/// Shares of an objective's terms in the gradient of one mini-batch: a term without a share does not teach, one with nearly all of it
/// leaves the others without effect, whatever their weights are.
///
/// ```
/// share_i = ‖∇(weight_i · L_i)‖ / Σ_j ‖∇(weight_j · L_j)‖      over all trainable parameters
/// ```
///
/// @param shares in [0, 1], by name of the loss
record GradientShares(Map<String, Double> shares) {
    private static final double NOTABLE = 0.05;

    GradientShares {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /// A run of the mini-batch, anew for each term.
    interface Pass {
        /// @return outputs with their tape, and what losses read of them
        Ran run(TorchNetwork network);
    }

    record Ran(Trace trace, LossInputs inputs) {}

    /// @param network whose gradients are overwritten
    /// @param epoch from 0
    static GradientShares of(TorchNetwork network, Objective objective, int epoch, Pass pass) {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (Objective.Term term : objective.terms()) {
            try (Scope _ = Scope.open()) {
                network.forgetGradients();
                Ran ran = pass.run(network);
                ran.trace().backward(term.loss().of(ran.inputs()).times(term.weightIn(epoch)));
                norms.put(Loss.catalog().name(term.loss()), network.gradientNorm());
            }
        }
        double sum = norms.values().stream().mapToDouble(Double::doubleValue).sum();
        norms.replaceAll((_, norm) -> sum > 0 ? norm / sum : 0);
        return new GradientShares(norms);
    }

    /// Whether a share is another than before by five points.
    boolean differsFrom(GradientShares before) {
        return shares.entrySet().stream()
                .anyMatch(
                        each -> Math.abs(each.getValue() - before.shares.getOrDefault(each.getKey(), 0.0)) >= NOTABLE);
    }

    @Override
    public String toString() {
        return shares.entrySet().stream()
                .map(each -> "%s %.0f %%".formatted(each.getKey(), 100 * each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
