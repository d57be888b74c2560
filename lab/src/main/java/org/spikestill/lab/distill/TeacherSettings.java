package org.spikestill.lab.distill;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;

/// The network that a student learns from.
///
/// @param architecture shape of the teacher; left out, vgg9:width=0.25,head=0.03125 where samples are large enough for its
///     poolings, else 3conv2linear
/// @param file model file of a trained teacher, which is then not trained
/// @param training of the teacher
public record TeacherSettings(Optional<Architecture> architecture, Optional<Path> file, TrainSettings training) {
    public TeacherSettings() {
        this(Optional.empty(), Optional.empty(), Defaults.training(3, 0.1f, 2e-3f, Defaults.BPTT));
    }

    /// The trained teacher of data without labels, on which none can be trained.
    ///
    /// @throws InvalidSettings if no file is named, or it does not take these samples
    Teacher open(DataSplits data) {
        Path trained = file.orElseThrow(() -> new InvalidSettings(data.name()
                + " has no labels, and a teacher is trained on labels: name a trained one with teacher.file"));
        ModelFile model = ModelFile.read(trained);
        if (!model.network().input().equals(data.train().sample())) {
            throw new InvalidSettings("teacher.file %s takes %s, %s has %s: name a network of these data"
                    .formatted(
                            trained,
                            model.network().input(),
                            data.name(),
                            data.train().sample()));
        }
        return new NetworkTeacher(new TorchNetwork(model.network(), model.weights()), ModelFile.digest(trained));
    }
}
