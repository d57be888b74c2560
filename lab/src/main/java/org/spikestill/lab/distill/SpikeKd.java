package org.spikestill.lab.distill;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.notNegative;

import java.util.Optional;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.NetworkSource;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TeacherSource;
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
    public Ref<ModelResult> student(Layout layout) {
        Objective matching = objective().orElseThrow();
        TeacherSource last = layout.spikingTeacher();
        if (assistant.isPresent()) {
            Start start = new Start.From(layout.converted("assistant-", assistant.get()));
            last = new NetworkSource(layout.through("assistant", start, Optional.of(last), matching));
        }
        Start start = layout.start();
        layout.untaught(start, matching);
        return layout.through("student", start, Optional.of(last), matching);
    }
}
