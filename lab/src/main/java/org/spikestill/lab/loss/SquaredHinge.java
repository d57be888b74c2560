package org.spikestill.lab.loss;

import static org.spikestill.model.Check.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Squared hinge loss of every tick, one machine per class against the rest (Tang, ICML workshop 2013; Yin et al., BioCAS
/// 2017, for spiking networks with binary activation).
///
/// ```
/// L = mean over t, n, k of max(0, 1 − y_nk·(o_nk[t] − shift))²      y = 1 for the class of sample n, else −1
/// ```
///
/// @param shift subtracted from each output, in [−10, 10]: 1 puts the boundary at a threshold of 1
/// @param logits read of each tick
public record SquaredHinge(float shift, TickLogits logits) implements Loss {
    public SquaredHinge {
        within("shift", shift, -10, 10);
    }

    public SquaredHinge() {
        this(0, TickLogits.OWN);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.EVERY_TICK);
    }

    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.CLASSES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor o = logits.of(inputs.student()); // [T, N, K]
        Tensor y = signs(inputs.labels().toInts(), Math.toIntExact(o.size(2))); // [N, K]
        return o.plus(-shift).times(y).times(-1).plus(1).relu().square().mean(); // []
    }

    private static Tensor signs(int[] classes, int outputs) {
        float[] signs = new float[classes.length * outputs];
        Arrays.fill(signs, -1);
        for (int n = 0; n < classes.length; n++) {
            signs[n * outputs + classes[n]] = 1;
        }
        return Tensor.of(signs, classes.length, outputs);
    }
}
