package org.spikestill.lab.distill;

import static org.spikestill.model.Check.within;

import java.nio.file.Path;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Formerly;

/// The spiking network that is deployed.
///
/// @param architecture shape of the student
/// @param ticks time steps T, ≥ 1
/// @param encoder from samples to the input of each tick
/// @param neuron of the student; thresholds come from the conversion
/// @param start network the training starts from: the converted ANN, random weights, or a file
/// @param training of the student, and of its twin
/// @param twin whether a taught student has an untaught twin, of the same training without the teacher, from which the
///     teacher's share is told
@Formerly(was = "hybridBaseline", now = "twin")
public record StudentSettings(
        Architecture architecture,
        int ticks,
        Encoder encoder,
        Neuron.Firing neuron,
        StudentStart start,
        StageTraining training,
        boolean twin) {
    public StudentSettings {
        within("ticks", ticks, 1, Network.MAX_TICKS);
    }

    public StudentSettings() {
        this(
                new ThreeConvTwoLinear(0.5f),
                8,
                new Direct(),
                new Lif(),
                new StudentStart.Conversion(),
                Defaults.training(0, 1e-3f, Defaults.RATE_BASED),
                true);
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
