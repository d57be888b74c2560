package org.spikestill.studies.multigrade;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.torch.DenseNet;
import org.spikestill.lab.torch.DenseShape;

/// A trained grade.
///
/// @param kept whether it lowered the errors on training and validation points; a grade that did not is no part of the model,
///     and growth stops before it
/// @param softmax whether its outputs are logits
/// @param parameters weights and biases, layer by layer, as [Floats]; empty where growth had stopped already
/// @param train errors of the sum of all grades up to this one
/// @param spectrum power of the residual in [Spectrum#BANDS]; empty where training points form no lines
/// @param shown predictions at the test points, as [Floats]; empty where they are not drawn
record Grade(
        boolean kept,
        DenseShape shape,
        boolean softmax,
        String parameters,
        Errors train,
        Errors validation,
        Errors test,
        List<Double> spectrum,
        String shown) {
    Grade {
        spectrum = List.copyOf(spectrum);
    }

    static final ResultType<Grade> TYPE = ResultType.record(
            Grade.class,
            grade -> Optional.of("test RSE %.3g%s"
                    .formatted(grade.test.relativeSquared(), grade.kept ? "" : ", not kept: growth has stopped")));

    /// The place of a grade after growth has stopped.
    Grade stopped() {
        return new Grade(false, shape, softmax, "", train, validation, test, spectrum, "");
    }

    /// The net; the caller closes it.
    DenseNet open() {
        return new DenseNet(shape, DenseNet.State.initial(Floats.of(parameters)));
    }
}
