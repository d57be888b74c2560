package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;

/// Shares of an objective's terms in the gradient of one mini-batch: a term without a share does not teach, one with nearly all of it
/// leaves the others without effect, whatever their weights are.
///
/// ```
/// share_i = ‖∇(weight_i · L_i)‖ / Σ_j ‖∇(weight_j · L_j)‖      over all trainable parameters
/// length  = ‖∇ Σ_i weight_i · L_i‖ / ‖∇ cross-entropy‖
/// ```
///
/// @param shares in [0, 1], by name of the loss
/// @param length of the whole gradient in gradients of cross-entropy alone, which an untaught network follows, in the first epoch;
///     empty in later ones and without labels
record GradientShares(Map<String, Double> shares, OptionalDouble length) {
    private static final double NOTABLE = 0.05;
    private static final double EQUAL = 1.5;

    GradientShares {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /// A run of the mini-batch, anew for each term.
    interface Pass {
        /// @return outputs with their tape, and what losses read of them
        Ran run(TorchNetwork network);
    }

    record Ran(Trace trace, LossInputs inputs) {}

    /// A scalar of the outputs whose gradient is measured.
    private interface Scalar {
        Tensor of(LossInputs inputs);
    }

    /// @param network whose gradients are overwritten
    /// @param epoch from 0
    static GradientShares of(TorchNetwork network, Objective objective, int epoch, Pass pass) {
        Map<String, Double> norms = new LinkedHashMap<>();
        OptionalDouble labels = OptionalDouble.empty();
        for (Objective.Term term : objective.terms()) {
            double weight = term.weightIn(epoch);
            double norm = norm(network, pass, inputs -> term.loss().of(inputs).times(weight));
            norms.put(Loss.catalog().name(term.loss()), norm);
            if (term.loss() instanceof CrossEntropy && norm > 0) {
                labels = OptionalDouble.of(norm / weight);
            }
        }
        OptionalDouble length = OptionalDouble.empty();
        if (epoch == 0 && labels.isPresent()) {
            double whole =
                    norm(network, pass, inputs -> objective.of(inputs, epoch).total());
            length = OptionalDouble.of(whole / labels.getAsDouble());
        }
        double sum = norms.values().stream().mapToDouble(Double::doubleValue).sum();
        norms.replaceAll((_, norm) -> sum > 0 ? norm / sum : 0);
        return new GradientShares(norms, length);
    }

    private static double norm(TorchNetwork network, Pass pass, Scalar scalar) {
        try (Scope _ = Scope.open()) {
            network.forgetGradients();
            Ran ran = pass.run(network);
            ran.trace().backward(scalar.of(ran.inputs()));
            return network.gradientNorm();
        }
    }

    /// Whether a share is another than before by five points.
    boolean differsFrom(GradientShares before) {
        return shares.entrySet().stream()
                .anyMatch(
                        each -> Math.abs(each.getValue() - before.shares.getOrDefault(each.getKey(), 0.0)) >= NOTABLE);
    }

    /// The length where steps are notably longer or shorter than an untaught network's at the same rate.
    OptionalDouble otherSteps() {
        boolean equal = length.isEmpty() || length.getAsDouble() < EQUAL && length.getAsDouble() > 1 / EQUAL;
        return equal ? OptionalDouble.empty() : length;
    }

    @Override
    public String toString() {
        return shares.entrySet().stream()
                .map(each -> "%s %.0f %%".formatted(each.getKey(), 100 * each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
