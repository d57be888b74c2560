package org.spikestill.extension;

import java.util.Optional;
import org.spikestill.lab.distill.Layout;
import org.spikestill.lab.distill.Method;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TeacherSource;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;

/// A method that makes one network more: the student is trained from labels first, and goes on with the teacher.
public record TwiceTrained() implements Method {
    @Override
    public String student() {
        return "twice-trained student";
    }

    @Override
    public Ref<ModelResult> student(Layout layout) {
        TeacherSource teacher = layout.artificialTeacher();
        Ref<ModelResult> first =
                layout.through("first", layout.start(), Optional.empty(), Objective.of(new CrossEntropy()));
        Objective objective = layout.settings().studentObjective();
        return layout.through("student", new Start.From(first), Optional.of(teacher), objective);
    }
}
