package org.spikestill.lab.experiment.steps;

import java.util.Optional;
import org.spikestill.data.Dataset;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.measure.TorchPass;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherPredictions;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Standard deviation of logits over the classes of a sample, mean over samples, of a teacher and of the network that it trains further.
///
/// Soft targets divide both by one temperature. A spiking read-out that is a sum over T has logits T times those of its ANN, so that the
/// same temperature softens the teacher's answers and not the student's.
record LogitSpreads(double taught, double learned) {
    private static final int SAMPLES = 200;

    /// Quotient from which one temperature means something else for each.
    private static final double FAR = 3;

    /// @return empty where no loss of the objective divides logits by a temperature
    static Optional<LogitSpreads> of(
            Teacher teacher, Network network, Weights weights, Objective objective, Dataset samples) {
        boolean divides = objective.terms().stream()
                .anyMatch(term -> term.loss() instanceof SoftTargets targets && !targets.standardised());
        if (!divides) {
            return Optional.empty();
        }
        Dataset some = samples.limit(SAMPLES);
        double[] sums = new double[2];
        TeacherPredictions.over(teacher, some, (logits, _) -> sums[0] += spread(logits));
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            TorchPass.over(torch, some, (trace, _) -> sums[1] += spread(trace.logits()));
        }
        return Optional.of(new LogitSpreads(sums[0] / some.size(), sums[1] / some.size()));
    }

    /// Added up over samples.
    ///
    /// @param logits `[N, K]`
    private static double spread(Tensor logits) {
        Tensor centred = logits.minus(logits.mean(1).reshape(-1, 1));
        return centred.square().mean(1).sqrt().sum().toFloat();
    }

    /// What to do about temperatures; empty where logits are of a size.
    ///
    /// @param name of the network in training
    Optional<String> warning(String name) {
        double quotient = learned / taught;
        return quotient > FAR || quotient < 1 / FAR
                ? Optional.of(
                        ("%s: its logits spread %.2f times as wide as its teacher's, and soft targets divide both by one temperature:"
                                        + " take conversion.readOut=ann behind ReLUs, or standardised soft targets")
                                .formatted(name, quotient))
                : Optional.empty();
    }
}
