package org.spikestill.lab.recipe;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.notNegative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.WindowMatch;
import org.spikestill.model.architecture.Architecture;

/// Spike-based distillation from a spiking teacher to a spiking student, through an assistant of middle size if there is
/// one (Kushawaha et al., ICPR 2020). Teacher and assistant are made as the student is: an ANN, its conversion, training
/// through time; each learns from the one before it, and cross-entropy is the task of all.
///
/// ```
/// L = CE + weight · Σ_k ‖ R_k(teacher) − R_k(student) ‖²      R_k: output summed over the k-th window of ticks
/// ```
///
/// @param assistant shape of the network between teacher and student
/// @param window ticks that are summed, 1 to T
/// @param stride ticks from one window to the next, ≥ 1
/// @param weight of the matching, ≥ 0
public record SpikeKd(Optional<Architecture> assistant, int window, int stride, float weight) implements Method {
    public SpikeKd {
        count("window", window);
        count("stride", stride);
        notNegative("weight", weight);
    }

    public SpikeKd() {
        this(Optional.empty(), 4, 2, 0.1f);
    }

    @Override
    public String student() {
        return "spike-KD student";
    }

    @Override
    public Optional<Objective> objective() {
        return Optional.of(Objective.of(new CrossEntropy()).with(new WindowMatch(window, stride), weight));
    }

    @Override
    public Plan plan(DistillSettings settings) {
        Objective matching = objective().orElseThrow();
        List<Step> steps = new ArrayList<>();
        if (settings.teacherFile().isPresent()) {
            steps.add(new Step.Given(Stage.TEACHER, settings.teacherFile().get()));
        } else {
            steps.addAll(Plan.spiking(settings, Plan.Branch.TEACHER, settings.teacher()));
            steps.add(new Step.Spiking(
                    Stage.TEACHER, Stage.TEACHER_CONVERTED, Optional.empty(), Objective.of(new CrossEntropy())));
        }
        Stage last = Stage.TEACHER;
        if (assistant.isPresent()) {
            steps.addAll(Plan.spiking(settings, Plan.Branch.ASSISTANT, assistant.get()));
            steps.add(
                    new Step.Spiking(Stage.ASSISTANT, Stage.ASSISTANT_CONVERTED, Optional.of(Stage.TEACHER), matching));
            last = Stage.ASSISTANT;
        }
        return Plan.student(settings, steps, Optional.of(last), matching);
    }
}
