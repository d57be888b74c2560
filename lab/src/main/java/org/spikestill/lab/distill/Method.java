package org.spikestill.lab.distill;

import java.util.Optional;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.settings.Catalog;

/// A way to make a spiking student: the networks of a run, and the objective of the last of them. A network that a method
/// does not need, such as a teacher, is not made.
public interface Method {
    static Catalog<Method> catalog() {
        return Methods.CATALOG;
    }

    /// Name of its student in tables.
    String student();

    /// Role of its student in a report.
    default Role role() {
        return Role.DISTILLED;
    }

    /// This method with the settings that are left out and depend on the teacher.
    default Method under(TeacherSettings teacher) {
        return this;
    }

    /// Objective of the student's training; empty leaves it to the settings.
    default Optional<Objective> objective() {
        return Optional.empty();
    }

    /// Whether the student's training reads a teacher.
    default boolean needsTeacher() {
        return objective().map(Objective::needsTeacher).orElse(false);
    }

    /// Objective of the intermediate ANN, where the settings leave it at its labels; empty for labels alone.
    default Optional<Objective> annObjective() {
        return Optional.empty();
    }

    /// Activation of the intermediate ANN, where the settings name none.
    ///
    /// @param ticks time steps of the student
    default Activation activation(int ticks) {
        return new Activation.Relu();
    }

    /// Lays out the steps that make the student: by default an artificial teacher if an objective needs one, an ANN, its
    /// conversion, and the student's training.
    ///
    /// @return the network that the run is about
    /// @throws org.spikestill.model.settings.InvalidSettings if the settings ask for what this method cannot do
    default Ref<ModelResult> student(Layout layout) {
        DistillSettings settings = layout.settings();
        Objective objective = settings.studentObjective();
        if (objective.needsTeacher() || settings.annObjective().needsTeacher()) {
            layout.artificialTeacher();
        }
        Start start = layout.start();
        layout.untaught(start, objective);
        return layout.through("student", start, layout.teacher(), objective);
    }
}
