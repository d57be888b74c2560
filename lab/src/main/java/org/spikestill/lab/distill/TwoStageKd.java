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
/// @param temperature of the soft targets, > 0
/// @param hard weight of the labels, ≥ 0; 0 leaves them out, so that images need none
/// @param soft weight of the soft targets, > 0
/// @param standardised whether logits are standardised, see [SoftTargets]
@Name("two-stage-kd")
public record TwoStageKd(float temperature, float hard, float soft, boolean standardised) implements Method {
    public TwoStageKd {
        positive("temperature", temperature);
        notNegative("hard", hard);
        positive("soft", soft);
    }

    /// The weights and the temperature of [LabelKd].
    public TwoStageKd() {
        this(4, 0.1f, 0.9f, false);
    }

    /// Preset of a teacher that is trained on the student's own samples: standardised logits, equal weights of labels and teacher
    /// (docs/results.md).
    static TwoStageKd ofOwnTeacher() {
        return new TwoStageKd(1, 0.5f, 0.5f, true);
    }

    @Override
    public String student() {
        return "two-stage KD student";
    }

    @Override
    public Optional<Objective> objective() {
        List<Objective.Term> terms = new ArrayList<>();
        if (hard > 0) {
            terms.add(new Objective.Term(new CrossEntropy(), hard, 1));
        }
        terms.add(new Objective.Term(new SoftTargets(temperature, standardised), soft, 1));
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
