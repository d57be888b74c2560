package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherFile;
import org.spikestill.lab.teacher.TeacherPredictions;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.result.Measure;
import tools.jackson.databind.JsonNode;

/// A look at a teacher from outside before anything is trained with it: its accuracy on some validation samples, with a warning
/// near chance, where something is usually wrong with the normalisation or with the order of channels or classes; then its accuracy on
/// all validation and test samples.
public record CheckTeacher(List<TeacherFile> files) implements Step<CheckTeacher.Checked> {
    /// Samples of the first look.
    private static final int QUICK = 300;

    /// Share of the way from chance to certainty below which a teacher is suspicious.
    private static final double NEAR = 0.1;

    /// @param validation accuracy on the validation split; 1 without labels, where the teacher stands in for them
    /// @param test accuracy on the test set, which chose nothing
    public record Checked(double validation, double test) {}

    public CheckTeacher {
        files = List.copyOf(files);
    }

    @Override
    public ResultType<Checked> result() {
        return ResultType.record(Checked.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    public JsonNode fingerprint() {
        return TeacherFile.fingerprint(files);
    }

    @Override
    public Outline check(String name, Known before) {
        Dataset train = before.data().train();
        try (Teacher teacher = TeacherFile.open(files, train.sample())) {
            Taps taps = teacher.taps();
            if (taps.logits().elements() != train.classes()) {
                throw new InvalidSettings("teacher.file " + files.getFirst().file() + " has "
                        + taps.logits().elements() + " outputs, "
                        + before.data().name() + " has " + train.classes()
                        + " classes: name a network of these data");
            }
        }
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0; // unknown, and done before the first epoch
    }

    @Override
    public Optional<String> description(String name, Known before) {
        return Optional.of(name + " from "
                + String.join(
                        ", ", files.stream().map(each -> each.file().toString()).toList()));
    }

    @Override
    public Checked run(Inputs inputs, Context context) throws IOException {
        if (Measured.measure(context.data()) == Measure.AGREEMENT) {
            return new Checked(1, 1);
        }
        try (Teacher teacher = TeacherFile.open(files, context.data().train().sample())) {
            Dataset some = context.data().validation().limit(QUICK);
            double quick = TeacherPredictions.accuracy(teacher, some);
            context.progress()
                    .say("%s: accuracy %.1f %% of %d validation samples"
                            .formatted(context.name(), 100 * quick, some.size()));
            warning(quick, some.classes()).ifPresent(context.progress()::say);
            return new Checked(
                    TeacherPredictions.accuracy(teacher, context.data().validation()),
                    TeacherPredictions.accuracy(teacher, context.data().test()));
        }
    }

    /// Causes of an accuracy that is hardly better than guessing.
    static Optional<String> warning(double accuracy, int classes) {
        double chance = 1.0 / classes;
        return accuracy > chance + NEAR * (1 - chance)
                ? Optional.empty()
                : Optional.of(("  warning: the teacher is near chance (%.1f %%) on these data. Usual causes: another"
                                + " normalisation (teacher.mean, teacher.std), another order of colour channels (BGR), another order"
                                + " of classes")
                        .formatted(100 * chance));
    }
}
