package org.spikestill.lab.loss;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// One batch as seen by student and teacher.
///
/// @param teacher what it says of the same samples; empty when no loss asks it
/// @param labels `[N]`
/// @param pairs layers that match each other
public record LossInputs(Trace student, Optional<Targets> teacher, Tensor labels, List<LayerPair> pairs) {
    public LossInputs {
        pairs = List.copyOf(pairs);
    }

    public Targets taught() {
        return teacher.orElseThrow(() -> new IllegalStateException("this loss needs a teacher, the run has none"));
    }

    /// The sum of a term over all pairs of layers.
    ///
    /// @param what is done to them, for the error
    /// @param read what the term reads of the teacher's layer
    /// @param term of that and the student's map `[N, C, H, W]`
    Tensor overPairs(String what, BiFunction<Targets, String, Tensor> read, BinaryOperator<Tensor> term) {
        return pairs.stream()
                .map(pair -> term.apply(read.apply(taught(), pair.teacher()), student.map(pair.student())))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException(what + " has no pair of layers"));
    }
}
