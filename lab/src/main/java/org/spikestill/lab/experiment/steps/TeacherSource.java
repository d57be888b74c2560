package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.model.settings.Catalog;

/// The origin of the teacher of a training step. Open: a new kind of teacher is one record, which becomes part of the step's
/// key; one that reads a file holds its digest.
public interface TeacherSource {
    static Catalog<TeacherSource> catalog() {
        return TeacherSources.CATALOG;
    }

    /// Results that it reads.
    List<Ref<?>> inputs();

    /// Outputs of the teacher, known before the first step runs.
    Taps taps(Known before);

    /// The teacher when the training begins; closed with it.
    Teacher open(Inputs inputs, Context context);
}
