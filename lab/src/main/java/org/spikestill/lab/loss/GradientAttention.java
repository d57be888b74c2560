package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Labels;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Gradient-based attention matching (LaSNN eqs 10 to 13): the student's spike activation map (Kim and Panda, Scientific
/// Reports 2021) follows the teacher's input sensitivity. Both are maps per sample; the larger is averaged over cells.
///
/// ```
/// L = Σ_pairs mean_n ‖ F(J)/‖F(J)‖₂ − M/‖M‖₂ ‖₂      J = dL_CE/dx of the teacher, F: mean square over channels
/// M = (1/T) Σ_t M[t]      M[t] = Σ_c S_c[t] · Σ_{t' ≤ t, S_c[t'] = 1} e^(−decay·|t − t'|)
/// ```
///
/// The inner sum, the contribution score n_c[t], is computed by n[t] = e^(−decay) · n[t−1] + S[t] and held constant in the
/// gradient: dM[t]/dS_c[t] = n_c[t].
///
/// @param decay of a spike's contribution per tick, > 0
public record GradientAttention(float decay) implements Loss {
    public GradientAttention {
        positive("decay", decay);
    }

    public GradientAttention() {
        this(0.5f);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINS);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.SENSITIVITY);
    }

    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.CLASSES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor sensitivity = inputs.targets().sensitivity(); // [N, H, W]
        return inputs.pairs().stream()
                .map(pair -> term(
                        sensitivity, spikeActivation(inputs.student().trains().get(pair.student()), decay)))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException("gradient-based attention has no pair of layers"));
    }

    private static Tensor term(Tensor sensitivity, Tensor activation) {
        long height = Math.min(sensitivity.size(1), activation.size(1));
        long width = Math.min(sensitivity.size(2), activation.size(2));
        Tensor taught = Attention.normalised(Attention.resized(sensitivity, height, width));
        Tensor learned = Attention.normalised(Attention.resized(activation, height, width));
        return Attention.norm(taught.minus(learned)).mean(); // []
    }

    /// The spike activation map, averaged over ticks.
    ///
    /// @param train spikes `[T, N, C, H, W]`
    /// @return `[N, H, W]`
    static Tensor spikeActivation(Tensor train, double decay) {
        long ticks = train.size(0);
        Tensor score = null;
        Tensor sum = null;
        for (long t = 0; t < ticks; t++) {
            Tensor spikes = train.narrow(t, 1).sum(0); // [N, C, H, W]
            Tensor fired = spikes.detach();
            score = score == null ? fired : score.times(Math.exp(-decay)).plus(fired);
            Tensor map = spikes.times(score).sum(1); // [N, H, W]
            sum = sum == null ? map : sum.plus(map);
        }
        return sum.divide(ticks);
    }
}
