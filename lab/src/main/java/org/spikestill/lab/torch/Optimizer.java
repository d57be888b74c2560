package org.spikestill.lab.torch;

import java.util.List;
import org.spikestill.model.settings.Catalog;

/// An update rule of weights from gradients. Open: a new optimizer is one record.
public interface Optimizer {
    static Catalog<Optimizer> catalog() {
        return Optimizers.CATALOG;
    }

    /// Learning rate before any schedule, > 0.
    float learningRate();

    /// Whether a step grows with the gradient. Then losses of different sizes take steps of different lengths at the same rate.
    boolean growsWithGradient();

    /// Names of the numbers it keeps per weight, each starting at 0.
    List<String> state();

    /// Changes one array in place.
    ///
    /// @param step from 1
    /// @param factor of the schedule on the learning rate
    void update(Update update, long step, double factor);

    /// One array, its gradient and what the optimizer keeps, all in one storage order.
    ///
    /// @param decays whether weight decay applies: not to biases and scales
    record Update(
            java.lang.foreign.MemorySegment weights,
            java.lang.foreign.MemorySegment gradient,
            List<java.lang.foreign.MemorySegment> state,
            long elements,
            boolean decays) {}
}
