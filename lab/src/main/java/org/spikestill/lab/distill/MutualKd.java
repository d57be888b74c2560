package org.spikestill.lab.distill;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.steps.NetworkSource;
import org.spikestill.lab.experiment.steps.Select;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TrainMutually;
import org.spikestill.lab.experiment.steps.TrainMutually.Side;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.DecodedMatch;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.Objective.Term;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.loss.SpikeDecoder;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// Mutual distillation of an artificial network (the DNN, which is the teacher) and a spiking one (Liu and Yi, ISQED 2023), over
/// three paths: two from the DNN to the student, at the output and at an intermediate layer, and one back.
///
/// ```
/// L_SNN = CE + output · temperature² · KL(DNN ‖ SNN) + intermediate · ‖ h_DNN − G(D(S)) ‖² / d
/// L_DNN = CE + back · temperature² · KL(SNN ‖ DNN)
/// ```
///
/// Each loss takes the other network as constant. Within a mini-batch the student takes its update first, and the DNN learns
/// from the student's new weights. A weight of 0 switches its path off. Without the way back the DNN stays as it is given or
/// was trained.
///
/// @param temperature of the soft targets of both ways, > 0
/// @param output weight of the DNN's soft targets, ≥ 0
/// @param intermediate weight of the decoded spikes, ≥ 0; `pairs` names the layers, by default the last hidden ones of both
/// @param back weight of the student's soft targets for the DNN, ≥ 0
/// @param ramp epochs in which `back` rises from 0, since a student of random weights has little to teach; 0 to 10000
/// @param decoder from spikes to numbers: rate, or kernel with its time constant
/// @param map behind the decoder
/// @param optimizer of the DNN beside the student; it was trained before, so its steps are small
@Name("mutual")
public record MutualKd(
        float temperature,
        float output,
        float intermediate,
        float back,
        int ramp,
        SpikeDecoder decoder,
        DecodedMatch.Readout map,
        Optimizer optimizer)
        implements Method {
    public MutualKd {
        positive("temperature", temperature);
        notNegative("output", output);
        notNegative("intermediate", intermediate);
        notNegative("back", back);
        within("ramp", ramp, 0, 10_000);
    }

    public MutualKd() {
        this(
                4,
                0.9f,
                1,
                0.1f,
                3,
                new SpikeDecoder.Rate(),
                DecodedMatch.Readout.LINEAR,
                new Adam().withLearningRate(2e-4f));
    }

    @Override
    public String student() {
        return "mutual student";
    }

    @Override
    public Optional<Objective> objective() {
        List<Term> terms = new ArrayList<>(List.of(new Term(new CrossEntropy(), 1, 1)));
        if (output > 0) {
            terms.add(new Term(new SoftTargets(temperature), output, 1));
        }
        if (intermediate > 0) {
            terms.add(new Term(new DecodedMatch(decoder, map), intermediate, 1));
        }
        return Optional.of(new Objective(terms));
    }

    /// Objective of the DNN beside the student.
    private Objective peerObjective() {
        return new Objective(List.of(
                new Term(new CrossEntropy(), 1, 1), new Term(new SoftTargets(temperature), back, 1).rising(ramp)));
    }

    @Override
    public boolean needsTeacher() {
        return back > 0 || Method.super.needsTeacher();
    }

    @Override
    public Ref<ModelResult> student(Layout layout) {
        return back == 0 ? Method.super.student(layout) : inTurn(layout);
    }

    /// Both networks are results of the run.
    private Ref<ModelResult> inTurn(Layout layout) {
        Objective objective = objective().orElseThrow();
        Ref<ModelResult> dnn = trainable(layout);
        Start start = layout.start();
        layout.untaught(start, objective);
        DistillSettings settings = layout.settings();
        TrainSettings training = layout.training(objective);
        Ref<TrainMutually.Pair> pair = layout.add(
                "mutual",
                new TrainMutually(
                        new Side("student", "student.training", start, training, objective, settings.pairs()),
                        new Side(
                                "dnn",
                                "student.training",
                                new Start.From(dnn),
                                training.with(optimizer),
                                peerObjective(),
                                List.of()),
                        "student"));
        layout.add("dnn", new Select(pair, "dnn"));
        return layout.add("student", new Select(pair, "student"));
    }

    private static Ref<ModelResult> trainable(Layout layout) {
        return switch (layout.artificialTeacher()) {
            case NetworkSource(Ref<ModelResult> network) -> network;
            default ->
                throw new InvalidSettings("the way back from the student trains the teacher, and "
                        + Titles.files(layout.settings().teacher())
                        + " cannot be trained: name one model file, or set the method's back to 0");
        };
    }
}
