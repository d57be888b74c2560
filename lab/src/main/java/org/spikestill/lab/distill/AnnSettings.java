package org.spikestill.lab.distill;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.file.ModelFile;

/// The intermediate artificial network, which has the student's shape and is converted.
///
/// @param file model file of a trained ANN, which is then not trained; without student.architecture it may have any shape
/// @param activation of hidden layers: behind ReLUs thresholds are measured, those of quantised clips (qcfs) are trained;
///     left out, the file's, else the method's, and relu where conversion.method is named
/// @param batchNorm whether it has biases and batch normalisation, which the conversion folds into its weights; published
///     students have neither
/// @param objective of its training; it may ask the teacher for logits, and for maps or features of
///     paired layers; cross-entropy, the default, leaves it to the method
/// @param training of the ANN
public record AnnSettings(
        Optional<Path> file,
        Optional<Activation> activation,
        boolean batchNorm,
        Objective objective,
        StageTraining training) {
    static final Objective CROSS_ENTROPY = Objective.of(new CrossEntropy());

    public AnnSettings {
        objective.checkArtificial("objective");
        if (file.isPresent() && !objective.equals(CROSS_ENTROPY)) {
            throw new IllegalArgumentException(
                    "objective is set, but file names an ANN that is trained already: leave one of them out");
        }
    }

    public AnnSettings() {
        this(Optional.empty(), Optional.empty(), false, CROSS_ENTROPY, Defaults.training(0, 2e-3f, Defaults.BPTT));
    }

    /// The activation of the trained ANN, unless the settings name one: that of its quantised clips, or ReLU where it has none.
    Optional<Activation> activationOfFile() {
        return file.filter(_ -> activation.isEmpty())
                .map(path -> ModelFile.read(path).network().nodes().stream()
                        .map(Network.Node::layer)
                        .filter(Layer.QuantisedClip.class::isInstance)
                        .map(Layer.QuantisedClip.class::cast)
                        .findFirst()
                        .<Activation>map(clip -> new Activation.Qcfs(clip.levels(), clip.start()))
                        .orElseGet(Activation.Relu::new));
    }
}
