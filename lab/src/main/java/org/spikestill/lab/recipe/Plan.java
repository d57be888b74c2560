package org.spikestill.lab.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;

/// The networks of a run in the order they are made, each from those before it.
///
/// @param result the network that the run is about
public record Plan(List<Step> steps, Stage result) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /// A line of networks that ends in a spiking one.
    enum Branch {
        TEACHER(Stage.TEACHER_ANN, Stage.TEACHER_CONVERTED),
        ASSISTANT(Stage.ASSISTANT_ANN, Stage.ASSISTANT_CONVERTED),
        STUDENT(Stage.ANN, Stage.CONVERTED);

        private final Stage ann;
        private final Stage converted;

        Branch(Stage ann, Stage converted) {
            this.ann = ann;
            this.converted = converted;
        }
    }

    /// An artificial teacher if an objective needs one, an ANN, its conversion, the student.
    static Plan of(DistillSettings settings, Objective objective) {
        return student(
                settings,
                objective.needsTeacher() || settings.annObjective().needsTeacher()
                        ? List.of(teacher(settings))
                        : List.of(),
                objective.needsTeacher() ? Optional.of(Stage.TEACHER) : Optional.empty(),
                objective);
    }

    /// The ANN and its conversion.
    static Plan conversion(DistillSettings settings) {
        List<Step> steps = new ArrayList<>();
        if (settings.annObjective().needsTeacher()) {
            steps.add(teacher(settings));
        }
        steps.addAll(intermediate(settings));
        steps.addAll(hybrid(settings));
        return new Plan(steps, Stage.CONVERTED);
    }

    /// The student, after those it learns from.
    static Plan student(DistillSettings settings, List<Step> before, Optional<Stage> teacher, Objective objective) {
        List<Step> steps = new ArrayList<>(before);
        steps.addAll(intermediate(settings));
        steps.addAll(hybrid(settings));
        steps.add(new Step.Spiking(Stage.STUDENT, Stage.CONVERTED, teacher, objective));
        return new Plan(steps, Stage.STUDENT);
    }

    /// The intermediate ANN, which may learn from the teacher too, or be there already, and its conversion.
    private static List<Step> intermediate(DistillSettings settings) {
        if (settings.annFile().isEmpty()) {
            return spiking(settings, Branch.STUDENT, settings.student(), settings.annObjective());
        }
        return List.of(
                new Step.Given(Stage.ANN, settings.annFile().get()),
                new Step.Conversion(Stage.CONVERTED, Stage.ANN, settings.student()));
    }

    /// An ANN, trained by cross-entropy, and its conversion.
    static List<Step> spiking(DistillSettings settings, Branch branch, Architecture architecture) {
        return spiking(settings, branch, architecture, Objective.of(new CrossEntropy()));
    }

    private static List<Step> spiking(
            DistillSettings settings, Branch branch, Architecture architecture, Objective objective) {
        Form form = Networks.form(settings, settings.annTraining());
        Optional<Stage> teacher = objective.needsTeacher() ? Optional.of(Stage.TEACHER) : Optional.empty();
        return List.of(
                new Step.Artificial(branch.ann, architecture, form, settings.annTraining(), teacher, objective),
                new Step.Conversion(branch.converted, branch.ann, architecture));
    }

    private static Step teacher(DistillSettings settings) {
        return settings.teacherFile()
                .<Step>map(file -> new Step.Given(Stage.TEACHER, file))
                .orElseGet(() -> new Step.Artificial(
                        Stage.TEACHER,
                        settings.teacher(),
                        Form.teacher(settings.teacherTraining().dropout()),
                        settings.teacherTraining(),
                        Optional.empty(),
                        Objective.of(new CrossEntropy())));
    }

    /// The student without a teacher, to compare with.
    private static List<Step> hybrid(DistillSettings settings) {
        return settings.hybrid()
                ? List.of(new Step.Spiking(
                        Stage.HYBRID, Stage.CONVERTED, Optional.empty(), Objective.of(new CrossEntropy())))
                : List.of();
    }
}
