package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherFile;
import tools.jackson.databind.JsonNode;

/// A trained teacher in files of any format that [TeacherFile] reads: one, or several whose targets are averaged.
///
/// @param check of the teacher on these data, which comes before every training
public record FileSource(List<TeacherFile> files, Ref<CheckTeacher.Checked> check) implements TeacherSource {
    public FileSource {
        files = List.copyOf(files);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(check);
    }

    /// Contents and normalisation of the files count, not their paths.
    @Override
    public JsonNode fingerprint() {
        return TeacherFile.fingerprint(files);
    }

    @Override
    public Taps taps(Known before) {
        try (Teacher teacher = TeacherFile.open(files, before.data().train().sample())) {
            return teacher.taps();
        }
    }

    @Override
    public Teacher open(Inputs inputs, Context context) {
        return TeacherFile.open(files, context.data().train().sample());
    }
}
