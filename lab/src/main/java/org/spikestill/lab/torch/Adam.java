package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;
import static org.spikestill.lab.torch.kernel.Lanes.load;
import static org.spikestill.lab.torch.kernel.Lanes.store;
import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.spikestill.lab.torch.kernel.Vectors;
import org.spikestill.model.settings.Formerly;

/// Adam (Kingma and Ba, ICLR 2015) with the running maximum of AMSGrad (Reddi, Kale, Kumar, ICLR 2018) on request.
/// Weight decay is the coupled L2 form: it passes through the moments.
///
/// ```
/// g = dL/dw + weightDecay·w      m = β1·m + (1 − β1)·g      s = β2·s + (1 − β2)·g²
/// w −= learningRate / (1 − β1^k) · m / (sqrt(ŝ / (1 − β2^k)) + epsilon)      ŝ = s, or the largest s so far (amsgrad)
/// ```
///
/// @param learningRate > 0
/// @param weightDecay ≥ 0
/// @param beta1 in [0, 1)
/// @param beta2 in [0, 1)
/// @param epsilon > 0
/// @param amsgrad whether the denominator never shrinks
@Formerly(was = "rate", now = "learningRate")
@Formerly(was = "decay", now = "weightDecay")
public record Adam(float learningRate, float weightDecay, float beta1, float beta2, float epsilon, boolean amsgrad)
        implements Optimizer {
    public Adam {
        positive("learningRate", learningRate);
        notNegative("weightDecay", weightDecay);
        within("beta1", beta1, 0, 0.99999f);
        within("beta2", beta2, 0, 0.9999999f);
        positive("epsilon", epsilon);
    }

    public Adam() {
        this(1e-3f, 0, 0.9f, 0.999f, 1e-8f, false);
    }

    public Adam withLearningRate(float value) {
        return new Adam(value, weightDecay, beta1, beta2, epsilon, amsgrad);
    }

    public Adam withWeightDecay(float value) {
        return new Adam(learningRate, value, beta1, beta2, epsilon, amsgrad);
    }

    @Override
    public boolean growsWithGradient() {
        return false;
    }

    @Override
    public List<String> state() {
        return amsgrad ? List.of("mean", "square", "largest") : List.of("mean", "square");
    }

    @Override
    public void update(Update update, long step, double factor) {
        float size = (float) (learningRate * factor / (1 - Math.pow(beta1, step)));
        float root = (float) Math.sqrt(1 - Math.pow(beta2, step));
        float pull = update.decays() ? weightDecay : 0;
        MemorySegment mean = update.state().get(0);
        MemorySegment square = update.state().get(1);
        MemorySegment largest = amsgrad ? update.state().get(2) : null;
        Workers.split(update.elements(), (from, to) -> {
            long i = Vectors.PRESENT ? InLanes.update(this, update, size, root, from, to) : from;
            for (; i < to; i++) { // the same, operation by operation
                float w = update.weights().getAtIndex(JAVA_FLOAT, i);
                float g = update.gradient().getAtIndex(JAVA_FLOAT, i) + pull * w;
                float m = beta1 * mean.getAtIndex(JAVA_FLOAT, i) + (1 - beta1) * g;
                float s = beta2 * square.getAtIndex(JAVA_FLOAT, i) + (1 - beta2) * g * g;
                mean.setAtIndex(JAVA_FLOAT, i, m);
                square.setAtIndex(JAVA_FLOAT, i, s);
                if (largest != null) {
                    s = Math.max(s, largest.getAtIndex(JAVA_FLOAT, i));
                    largest.setAtIndex(JAVA_FLOAT, i, s);
                }
                float denominator = (float) Math.sqrt(s) / root + epsilon;
                update.weights().setAtIndex(JAVA_FLOAT, i, w - size * m / denominator);
            }
        });
    }

    /// The elements that fill whole lanes.
    private static final class InLanes {
        /// @return the first element that was left over
        static long update(Adam adam, Update update, float size, float root, long from, long to) {
            float pull = update.decays() ? adam.weightDecay : 0;
            MemorySegment mean = update.state().get(0);
            MemorySegment square = update.state().get(1);
            MemorySegment largest = adam.amsgrad ? update.state().get(2) : null;
            long i = from;
            for (; i + WIDTH <= to; i += WIDTH) {
                FloatVector w = load(update.weights(), i);
                FloatVector g = load(update.gradient(), i).add(w.mul(pull));
                FloatVector m = load(mean, i).mul(adam.beta1).add(g.mul(1 - adam.beta1));
                FloatVector s = load(square, i)
                        .mul(adam.beta2)
                        .add(g.mul(1 - adam.beta2).mul(g));
                store(m, mean, i);
                store(s, square, i);
                if (largest != null) {
                    s = s.max(load(largest, i));
                    store(s, largest, i);
                }
                FloatVector denominator = s.sqrt().div(root).add(adam.epsilon);
                store(w.sub(m.mul(size).div(denominator)), update.weights(), i);
            }
            return i;
        }
    }
}
