package org.spikestill.lab.distill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherFile;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.architecture.Vgg9;
import org.spikestill.model.settings.InvalidSettings;

/// The network that a student learns from.
///
/// @param architecture shape of the teacher; left out, vgg9:width=0.25,head=0.03125, for small samples 3conv2linear, for
///     vectors mlp
/// @param file trained teacher, which is then not trained: a model file, ONNX, or TorchScript from a trusted source
/// @param files several trained teachers, whose targets are averaged
/// @param mean by channel of pixels in \[0, 1], which the teacher's training subtracted; ONNX and TorchScript only
/// @param std by channel, by which it then divided
/// @param training of the teacher
public record TeacherSettings(
        Optional<Architecture> architecture,
        Optional<Path> file,
        List<Path> files,
        List<Float> mean,
        List<Float> std,
        StageTraining training) {
    /// The second is for samples that are too small for the poolings of the first.
    private static final List<Architecture> USUAL =
            List.of(new Vgg9(0.25f, 0.03125f), new ThreeConvTwoLinear(), new Mlp());

    public TeacherSettings {
        files = List.copyOf(files);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (file.isPresent() && !files.isEmpty()) {
            throw new IllegalArgumentException("file and files both name teachers: leave one of them out");
        }
        if (mean.size() != std.size()) {
            throw new IllegalArgumentException(
                    "mean has " + mean.size() + " values, std " + std.size() + ": give one of each per channel");
        }
        if (!mean.isEmpty() && file.isEmpty() && files.isEmpty()) {
            throw new IllegalArgumentException(
                    "mean and std are of a trained teacher's input, but file names none: leave them out");
        }
    }

    public TeacherSettings() {
        this(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Defaults.training(0.1f, 2e-3f, Defaults.BPTT));
    }

    /// Whether files name it.
    boolean isTrained() {
        return file.isPresent() || !files.isEmpty();
    }

    /// The architecture that is set, else the first of the usual ones that takes these samples.
    Architecture architectureFor(DataSplits data) {
        return architecture.orElseGet(() -> Defaults.fitting(USUAL, data));
    }

    /// The files of a trained teacher.
    List<TeacherFile> trained() {
        List<Path> all = new ArrayList<>(files);
        file.ifPresent(all::add);
        return all.stream().map(each -> new TeacherFile(each, mean, std)).toList();
    }

    /// Whether it is anything but one network in a model file.
    boolean isForeign() {
        return isTrained()
                && (file.isEmpty() || TeacherFile.format(file.get()) != TeacherFile.Format.MODEL || !mean.isEmpty());
    }

    /// The trained teacher of data without labels, on which none can be trained.
    ///
    /// @throws InvalidSettings if no file is named, or it does not take these samples
    Teacher open(DataSplits data) {
        if (!isTrained()) {
            throw new InvalidSettings(data.name()
                    + " has no labels, and a teacher is trained on labels: name a trained one with teacher.file");
        }
        return TeacherFile.open(trained(), data.train().sample());
    }
}
