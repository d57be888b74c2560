package org.spikestill.lab.loss;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.spikestill.data.Batch;
import org.spikestill.data.Mixture;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork.Trainable;
import org.spikestill.lab.torch.Trace;

/// Inputs of a loss for one batch.
///
/// @param student its outputs, with gradients
/// @param teacher targets of the same samples; empty where no loss reads them
/// @param labels classes `[N]` or values `[N, K]`
/// @param mixture second samples, where each is mixed with another one
/// @param pairs layers that match each other
/// @param parameters of the student, with gradients
/// @param own parameters of the losses themselves, with gradients
public record LossInputs(
        Trace student,
        Optional<Targets> teacher,
        Tensor labels,
        Optional<Mixture> mixture,
        List<LayerPair> pairs,
        List<Trainable> parameters,
        List<Trainable> own) {
    public LossInputs {
        pairs = List.copyOf(pairs);
        parameters = List.copyOf(parameters);
        own = List.copyOf(own);
    }

    /// Of samples as they are, each with one label, and losses without parameters of their own.
    public LossInputs(
            Trace student,
            Optional<Targets> teacher,
            Tensor labels,
            List<LayerPair> pairs,
            List<Trainable> parameters) {
        this(student, teacher, labels, Optional.empty(), pairs, parameters, List.of());
    }

    /// The labels of a batch: classes `[N]` or values `[N, K]`.
    public static Tensor labels(Batch batch) {
        return batch.values().length == 0
                ? Tensor.ofLabels(batch.labels(), batch.size())
                : Tensor.of(batch.values(), batch.size(), batch.values().length / batch.size());
    }

    /// The teacher's targets.
    public Targets targets() {
        return teacher.orElseThrow(() -> new IllegalStateException("this loss needs a teacher, the run has none"));
    }

    /// A parameter of the student.
    ///
    /// @param name node and role, such as `conv1.weight`
    public Tensor parameter(String name) {
        return find(parameters, name, "the student trains");
    }

    /// A parameter of a loss.
    ///
    /// @param name as in [Loss#parameters]
    public Tensor own(String name) {
        return find(own, name, "the losses have");
    }

    private static Tensor find(List<Trainable> among, String name, String owner) {
        return among.stream()
                .filter(each -> each.parameter().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(owner + " no '" + name + "', only "
                        + among.stream().map(each -> each.parameter().name()).toList()))
                .tensor();
    }

    /// The sum of a term over all pairs of layers.
    ///
    /// @param what names the term in the error
    /// @param read target that the term reads of the teacher's layer
    /// @param term of that and the student's map `[N, C, H, W]`
    Tensor overPairs(String what, BiFunction<Targets, String, Tensor> read, BinaryOperator<Tensor> term) {
        return pairs.stream()
                .map(pair -> term.apply(read.apply(targets(), pair.teacher()), student.map(pair.student())))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException(what + " has no pair of layers"));
    }
}
