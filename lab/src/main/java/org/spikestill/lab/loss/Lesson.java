package org.spikestill.lab.loss;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// One batch as seen by student and teacher.
///
/// @param teacher of the same samples, without gradients; empty when no loss needs it
/// @param labels `[N]`
/// @param pairs layers that match each other
public record Lesson(Trace student, Optional<Trace> teacher, Tensor labels, List<LayerPair> pairs) {
    public Lesson {
        pairs = List.copyOf(pairs);
    }

    public Trace taught() {
        return teacher.orElseThrow(() -> new IllegalStateException("this loss needs a teacher, the run has none"));
    }
}
