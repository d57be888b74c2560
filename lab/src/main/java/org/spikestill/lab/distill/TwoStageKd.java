package org.spikestill.lab.distill;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.settings.Name;

/// Knowledge distillation in two stages: the intermediate ANN learns soft targets (Hinton, Vinyals, Dean, 2015), with quantised
/// clips that convert almost without loss (Bu et al., ICLR 2022), and so does the student through time.
///
/// ```
/// L = hard · CE + soft · temperature² · KL(teacher ‖ student)      in both stages
/// ```
///
/// Most of the teaching takes place in the ANN, which reads an image once where the student reads it T times.
///
/// Defaults under a teacher from a file: weights and temperature of [LabelKd]. Defaults under a teacher of the same run: equal weights, since its
/// labels are the student's, and standardised logits, since their size follows from the length of its training (docs/results.md).
///
/// @param temperature of the soft targets, > 0; left out, 4, and 1 under a teacher that is trained in the run
/// @param hard weight of the labels, ≥ 0; 0 leaves them out, so that images need none; left out, 0.1, and 0.5 under a teacher that is trained in
///     the run
/// @param soft weight of the soft targets, > 0; left out, 0.9, and 0.5 under a teacher that is trained in the run
/// @param standardised whether logits are standardised, see [SoftTargets]; left out, as they are, and standardised under a teacher that is
///     trained in the run
@Name("two-stage-kd")
public record TwoStageKd(
        Optional<Float> temperature, Optional<Float> hard, Optional<Float> soft, Optional<Boolean> standardised)
        implements Method {
    public TwoStageKd {
        temperature.ifPresent(value -> positive("temperature", value));
        hard.ifPresent(value -> notNegative("hard", value));
        soft.ifPresent(value -> positive("soft", value));
    }

    public TwoStageKd() {
        this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    TwoStageKd(float temperature, float hard, float soft, boolean standardised) {
        this(Optional.of(temperature), Optional.of(hard), Optional.of(soft), Optional.of(standardised));
    }

    @Override
    public TwoStageKd under(TeacherSettings teacher) {
        return teacher.isTrained() ? underTrained() : with(1, 0.5f, 0.5f, true);
    }

    private TwoStageKd underTrained() {
        return with(4, 0.1f, 0.9f, false);
    }

    /// These settings, with others where one is left out.
    private TwoStageKd with(float otherTemperature, float otherHard, float otherSoft, boolean otherStandardised) {
        return new TwoStageKd(
                temperature.orElse(otherTemperature),
                hard.orElse(otherHard),
                soft.orElse(otherSoft),
                standardised.orElse(otherStandardised));
    }

    @Override
    public String student() {
        return "two-stage KD student";
    }

    @Override
    public Optional<Objective> objective() {
        TwoStageKd all = underTrained();
        List<Objective.Term> terms = new ArrayList<>();
        if (all.hard.get() > 0) {
            terms.add(new Objective.Term(new CrossEntropy(), all.hard.get(), 1));
        }
        SoftTargets targets = new SoftTargets(all.temperature.get(), all.standardised.get());
        terms.add(new Objective.Term(targets, all.soft.get(), 1));
        return Optional.of(new Objective(terms));
    }

    @Override
    public Optional<Objective> annObjective() {
        return objective();
    }

    /// As many levels as time steps: then the converted network equals the ANN under constant input.
    @Override
    public Activation activation(int ticks) {
        return new Activation.Qcfs(ticks, new Activation.Qcfs().start());
    }
}
