package org.spikestill.lab.distill;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.convert.ClipToSpike;
import org.spikestill.lab.convert.FoldBatchNorm;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.Convert;
import org.spikestill.lab.experiment.steps.LoadNetwork;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.settings.InvalidSettings;

/// Intermediate ANNs and their conversions, as the settings of a distillation ask for.
///
/// @param activation of the ANNs
record Conversions(DistillSettings settings, Activation activation) {
    Conversions(DistillSettings settings) {
        this(settings, settings.ann().activationOfFile().orElseGet(settings::annActivation));
    }

    /// An ANN in the form of this training.
    Form form(StageTraining training) {
        return Form.student(training.dropout(), activation)
                .normalised(settings.ann().batchNorm())
                .before(settings.student().encoder());
    }

    /// An ANN in the form that is converted, with the dropout of the student's training.
    Start.Artificial shape(Architecture architecture) {
        return new Start.Artificial(architecture, form(settings.student().training()));
    }

    /// The student's ANN in the form that is converted; empty where a file determines it.
    Optional<Start.Artificial> studentShape(DataSplits data) {
        if (!settings.hasShapeOfFile()) {
            return Optional.of(shape(settings.student().architectureFor(data)));
        }
        float dropout = settings.student().training().dropout();
        if (dropout > 0) {
            throw new InvalidSettings("student.training.dropout is " + dropout
                    + ", but nothing says where in the network of ann.file it belongs: leave it out, or name the file's"
                    + " student.architecture");
        }
        return Optional.empty();
    }

    /// @param shape that the file must have; empty takes any that fits the data
    static LoadNetwork load(Path file, Optional<Start.Artificial> shape) {
        return new LoadNetwork(
                "ann.file",
                file,
                shape.map(each -> new LoadNetwork.Expected(each, "student.architecture and ann.activation")));
    }

    /// @param shape of the ANN as it is converted; empty takes it as it is
    Convert conversion(Ref<ModelResult> ann, Optional<Start.Artificial> shape, int ticks) {
        ConversionSettings conversion = settings.conversion();
        boolean measured = conversion.method().isEmpty() && activation instanceof Activation.Relu;
        return new Convert(
                ann,
                shape,
                passes(ticks),
                measured
                        ? Optional.of(new Convert.ThresholdSearch(conversion.balance(), conversion.thresholdScales()))
                        : Optional.empty(),
                conversion.readOut());
    }

    /// The method that the settings name, or neurons in the places of the activations.
    private List<Pass> passes(int ticks) {
        StudentSettings student = settings.student();
        return settings.conversion()
                .method()
                .map(method -> method.passes(student.encoder(), ticks))
                .orElseGet(() -> List.of(
                        new FoldBatchNorm(),
                        switch (activation) {
                            case Activation.Relu _ -> new ReluToSpike(student.neuron(), student.encoder(), ticks);
                            case Activation.Qcfs _ -> new ClipToSpike(student.neuron(), student.encoder(), ticks);
                        }));
    }
}
