package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// The origin of the teacher of a training step. Open: a new kind of teacher is one record, which becomes part of the step's
/// key.
public interface TeacherSource {
    static Catalog<TeacherSource> catalog() {
        return TeacherSources.CATALOG;
    }

    /// The part of a step's key that stands for it: one that reads a file replaces the path by the file's digest.
    default JsonNode fingerprint() {
        return Settings.write((Record) this);
    }

    /// Results that it reads.
    List<Ref<?>> inputs();

    /// Outputs of the teacher, known before the first step runs.
    Taps taps(Known before);

    /// The teacher when the training begins; closed with it.
    Teacher open(Inputs inputs, Context context);
}
