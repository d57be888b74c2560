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

/// Stochastic gradient descent with momentum (Polyak, 1964), as in the common frameworks.
///
/// ```
/// g = dL/dw + weightDecay·w      b = momentum·b + g      w −= learningRate·b
/// ```
///
/// @param learningRate > 0
/// @param momentum in [0, 1)
/// @param weightDecay ≥ 0
@Formerly(was = "rate", now = "learningRate")
@Formerly(was = "decay", now = "weightDecay")
public record Sgd(float learningRate, float momentum, float weightDecay) implements Optimizer {
    public Sgd {
        positive("learningRate", learningRate);
        within("momentum", momentum, 0, 0.99999f);
        notNegative("weightDecay", weightDecay);
    }

    public Sgd() {
        this(0.01f, 0.9f, 5e-4f);
    }

    @Override
    public boolean growsWithGradient() {
        return true;
    }

    @Override
    public List<String> state() {
        return List.of("velocity");
    }

    @Override
    public void update(Update update, long step, double factor) {
        float size = (float) (learningRate * factor);
        float pull = update.decays() ? weightDecay : 0;
        MemorySegment velocity = update.state().getFirst();
        Workers.split(update.elements(), (from, to) -> {
            long i = Vectors.PRESENT ? InLanes.update(update, size, pull, momentum, from, to) : from;
            for (; i < to; i++) { // the same, operation by operation
                float w = update.weights().getAtIndex(JAVA_FLOAT, i);
                float g = update.gradient().getAtIndex(JAVA_FLOAT, i) + pull * w;
                float b = momentum * velocity.getAtIndex(JAVA_FLOAT, i) + g;
                velocity.setAtIndex(JAVA_FLOAT, i, b);
                update.weights().setAtIndex(JAVA_FLOAT, i, w - size * b);
            }
        });
    }

    /// The elements that fill whole lanes.
    private static final class InLanes {
        /// @return the first element that was left over
        static long update(Update update, float size, float pull, float momentum, long from, long to) {
            MemorySegment velocity = update.state().getFirst();
            long i = from;
            for (; i + WIDTH <= to; i += WIDTH) {
                FloatVector w = load(update.weights(), i);
                FloatVector g = load(update.gradient(), i).add(w.mul(pull));
                FloatVector b = load(velocity, i).mul(momentum).add(g);
                store(b, velocity, i);
                store(w.sub(b.mul(size)), update.weights(), i);
            }
            return i;
        }
    }
}
