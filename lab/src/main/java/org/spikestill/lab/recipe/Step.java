package org.spikestill.lab.recipe;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;

/// How one network of a run comes to be.
public sealed interface Step {
    /// What the network is called in files, tables and the streams of chance.
    Stage stage();

    /// An artificial network, trained from the start.
    ///
    /// @param teacher whom it learns from, if the objective needs one
    record Artificial(
            Stage stage,
            Architecture architecture,
            Form form,
            TrainSettings training,
            Optional<Stage> teacher,
            Objective objective)
            implements Step {}

    /// A network that somebody made before.
    ///
    /// @param file a model file
    record Given(Stage stage, Path file) implements Step {}

    /// An artificial network with spiking neurons in it, their thresholds measured and scaled.
    ///
    /// @param ann the network that is converted
    /// @param architecture of that network
    record Conversion(Stage stage, Stage ann, Architecture architecture) implements Step {}

    /// A converted network, trained further through time.
    ///
    /// @param converted where it starts
    /// @param teacher whom it learns from, if the objective needs one
    record Spiking(Stage stage, Stage converted, Optional<Stage> teacher, Objective objective) implements Step {}
}
