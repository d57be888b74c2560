package org.spikestill.lab.loss;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// One batch as seen by student and teacher.
///
/// @param teacher of the same samples, without gradients; empty when no loss needs it
/// @param sensitivity of the teacher's loss to its input `[N, C, H, W]`; empty when no loss needs it
/// @param labels `[N]`
/// @param pairs layers that match each other
public record Lesson(
        Trace student, Optional<Trace> teacher, Optional<Tensor> sensitivity, Tensor labels, List<LayerPair> pairs) {
    public Lesson {
        pairs = List.copyOf(pairs);
    }

    public Lesson(Trace student, Optional<Trace> teacher, Tensor labels, List<LayerPair> pairs) {
        this(student, teacher, Optional.empty(), labels, pairs);
    }

    public Trace taught() {
        return teacher.orElseThrow(() -> new IllegalStateException("this loss needs a teacher, the run has none"));
    }

    /// The sum of a term over all pairs of layers.
    ///
    /// @param what is done to them, for the error
    /// @param term of the teacher's map, without gradient, and the student's `[N, C, H, W]`
    Tensor overPairs(String what, BinaryOperator<Tensor> term) {
        return pairs.stream()
                .map(pair -> term.apply(taught().map(pair.teacher()).detach(), student.map(pair.student())))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException(what + " has no pair of layers"));
    }
}
