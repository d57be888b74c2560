package org.spikestill.lab.distill;

import static org.spikestill.model.Check.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Formerly;

/// The spiking network that is deployed.
///
/// @param architecture shape of the student; left out, that of ann.file, else 3conv2linear:width=0.5, for vectors mlp
/// @param ticks time steps T, ≥ 1
/// @param encoder from samples to the input of each tick
/// @param neuron of the student; thresholds come from the conversion
/// @param start network the training starts from: the converted ANN, random weights, or a file
/// @param training of the student, and of its twin
/// @param twin whether a taught student has an untaught twin, of the same training without the teacher, from which the
///     teacher's share is told
@Formerly(was = "hybridBaseline", now = "twin")
public record StudentSettings(
        Optional<Architecture> architecture,
        int ticks,
        Encoder encoder,
        Neuron.Firing neuron,
        StudentStart start,
        StageTraining training,
        boolean twin) {
    private static final List<Architecture> USUAL = List.of(new ThreeConvTwoLinear(0.5f), new Mlp());

    public StudentSettings {
        within("ticks", ticks, 1, Network.MAX_TICKS);
    }

    public StudentSettings() {
        this(
                Optional.empty(),
                8,
                new Direct(),
                new Lif(),
                new StudentStart.Conversion(),
                Defaults.training(0, 1e-3f, Defaults.RATE_BASED),
                true);
    }

    /// The architecture that is set, else the first of the usual ones that takes these samples.
    public Architecture architectureFor(DataSplits data) {
        return architecture.orElseGet(() -> Defaults.fitting(USUAL, data));
    }

    /// The network that the training of a student starts from.
    public sealed interface StudentStart {
        /// The converted ANN.
        record Conversion() implements StudentStart {}

        /// Random weights: no ANN is made.
        record Scratch() implements StudentStart {}

        /// A spiking network from a model file.
        ///
        /// @param path model file
        record File(Path path) implements StudentStart {}
    }
}
