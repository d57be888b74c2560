package org.spikestill.lab.recipe;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.Affine;
import org.spikestill.data.DataSource;
import org.spikestill.data.Strokes;
import org.spikestill.lab.convert.BalanceThresholds;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.loss.AttentionMatch;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Cosine;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.architecture.Vgg9;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// Everything that decides a distillation run. A recipe file holds the fields it changes; flags change them further.
///
/// @param method how the student comes to be
/// @param data what to learn
/// @param student shape of the spiking network
/// @param teacher shape of the network it learns from, if the method has one
/// @param teacherFile model file of a teacher that is there already, and is then not trained
/// @param annFile model file of an intermediate ANN that is there already, and is then not trained
/// @param ticks time steps T of the student, ≥ 1
/// @param seed root of all chance
/// @param validation share of the training data held out to choose epochs and scales by, in [0.01, 0.5]
/// @param encoder from images to the input of each tick
/// @param neuron of the student; thresholds come from the conversion
/// @param batchNorm whether the intermediate ANN has biases and batch normalisation, which the conversion folds into its
///     weights; published students have neither
/// @param curve of the intermediate ANN: behind ReLUs thresholds are measured, those of quantised clips are trained
/// @param conversion of the ANN; left out, neurons take the places of its curves, and thresholds behind ReLUs are measured
///     by `balance` and scaled
/// @param teacherTraining of the teacher
/// @param annTraining of the intermediate ANN
/// @param studentTraining of the student, and of the hybrid student
/// @param balance how thresholds behind ReLUs are measured where no conversion is named; its scale is tried among `scales`
/// @param scales of the thresholds to try on the validation split
/// @param annObjective of the intermediate ANN's training; it may ask the teacher for logits
/// @param objective of the student's training by the method lasnn; the others have their own
/// @param pairs layers that match; empty pairs them by resolution
/// @param hybrid whether a student is also trained without the teacher, to compare with
/// @param longTicks time steps at which the converted network is also evaluated; 0 leaves that out
public record DistillSettings(
        Method method,
        DataSource data,
        Architecture student,
        Architecture teacher,
        Optional<Path> teacherFile,
        Optional<Path> annFile,
        int ticks,
        long seed,
        float validation,
        Encoder encoder,
        Neuron.Firing neuron,
        boolean batchNorm,
        Activation curve,
        Optional<ConversionMethod> conversion,
        TrainSettings teacherTraining,
        TrainSettings annTraining,
        TrainSettings studentTraining,
        BalanceThresholds balance,
        List<Float> scales,
        Objective annObjective,
        Objective objective,
        List<LayerPair> pairs,
        boolean hybrid,
        int longTicks) {
    /// LaSNN's, which a method with one of its own replaces.
    static final Objective OBJECTIVE = Objective.of(new CrossEntropy()).with(new AttentionMatch(), 0.5f);

    private static final Objective CROSS_ENTROPY = Objective.of(new CrossEntropy());

    public DistillSettings {
        within("ticks", ticks, 1, Network.MAX_TICKS);
        within("validation", validation, 0.01f, 0.5f);
        within("longTicks", longTicks, 0, Network.MAX_TICKS);
        scales = List.copyOf(scales);
        scales.forEach(scale -> positive("scales", scale));
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("scales is empty: name at least one factor on the thresholds");
        }
        if (conversion.isPresent() && !neuron.equals(new Lif())) {
            throw new IllegalArgumentException("neuron is set, but the conversion "
                    + ConversionMethod.catalog().name(conversion.get())
                    + " brings its own: leave one of them out");
        }
        pairs = List.copyOf(pairs);
        annObjective.checkArtificial("annObjective");
        if (annFile.isPresent() && !annObjective.equals(CROSS_ENTROPY)) {
            throw new IllegalArgumentException(
                    "annObjective is set, but annFile names an ANN that is trained already: leave one of them out");
        }
    }

    public DistillSettings() {
        this(
                new Lasnn(),
                new Strokes(),
                new ThreeConvTwoLinear(0.5f),
                new Vgg9(0.25f, 0.03125f),
                Optional.empty(),
                Optional.empty(),
                8,
                1,
                0.1f,
                new Direct(),
                new Lif(),
                false,
                new Activation.Relu(),
                Optional.empty(),
                training(3, 0.1f, 2e-3f, Gradient.BPTT),
                training(5, 0, 2e-3f, Gradient.BPTT),
                training(4, 0, 1e-3f, Gradient.RATE_BASED),
                new BalanceThresholds(0.997f, 1, 256, 32),
                List.of(1f, 0.7f, 0.5f, 0.4f, 0.3f),
                CROSS_ENTROPY,
                OBJECTIVE,
                List.of(),
                false,
                0);
    }

    private static TrainSettings training(int epochs, float dropout, float rate, Gradient gradient) {
        Affine slight = new Affine(6, 1, 0.06f);
        return new TrainSettings(
                epochs,
                64,
                dropout,
                new Adam().withLearningRate(rate),
                new Cosine(0, 0.05f),
                slight,
                TrainSettings.AUGMENTED_COPIES,
                TrainSettings.CACHE_MEGABYTES,
                gradient,
                Precision.FLOAT32);
    }
}
