package org.spikestill.lab.distill;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture;

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
}
