package org.spikestill.lab.loss;

import static org.spikestill.model.Check.count;

import java.util.Optional;
import java.util.Set;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.settings.InvalidSettings;

/// Window matching: sums of the student's output over windows of ticks follow those of a spiking teacher (Kushawaha et al.,
/// ICPR 2020).
///
/// ```
/// L = Σ_w mean_n ‖ R_w(teacher) − R_w(student) ‖²      R_w = Σ_t z[t], t = stride·w + 1 … stride·w + window
/// ```
///
/// z[t] is the input of the read-out in a tick; the paper's output neurons fire, and it sums their spikes.
///
/// @param window ticks that are summed, 1 to T
/// @param stride ticks from one window to the next, ≥ 1
public record WindowMatch(int window, int stride) implements Loss {
    public WindowMatch {
        count("window", window);
        count("stride", stride);
    }

    public WindowMatch() {
        this(1, 1);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.EVERY_TICK);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.TICK_LOGITS);
    }

    @Override
    public void check(Optional<Taps> teacher, Network student) {
        if (window > student.ticks()) {
            throw new InvalidSettings("window is " + window + " ticks: the student only has " + student.ticks());
        }
        if (teacher.orElseThrow().ticks() != student.ticks()) {
            throw new InvalidSettings("window-match compares tick by tick, but the teacher has "
                    + teacher.get().ticks() + " and the student " + student.ticks()
                    + ": name a spiking teacher of as many");
        }
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor taught = inputs.targets().logitsByTick(); // [T, N, K]
        Tensor difference = taught.minus(inputs.student().logitsByTick());
        Tensor sum = null;
        for (long start = 0; start + window <= difference.size(0); start += stride) {
            Tensor end = difference.narrow(start + window - 1, 1);
            Tensor term = (start == 0 ? end : end.minus(difference.narrow(start - 1, 1))) // [1, N, K]
                    .square()
                    .sum(2)
                    .mean();
            sum = sum == null ? term : sum.plus(term);
        }
        return sum; // []
    }
}
