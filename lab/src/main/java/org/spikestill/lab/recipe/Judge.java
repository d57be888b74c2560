package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.measure.Confidence;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.lab.measure.ParityCheck;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Progress;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.runtime.Engine;

/// Judges what a run has made by the test set, which chose nothing.
public final class Judge {
    private final DistillSettings settings;
    private final DataSplits data;
    private final LayerwiseDistill recipe;
    private final Progress progress;

    public Judge(DistillSettings settings, DataSplits data, LayerwiseDistill recipe, Progress progress) {
        this.settings = settings;
        this.data = data;
        this.recipe = recipe;
        this.progress = progress;
    }

    /// Share of accuracy that stopping early may lose, by the validation split: 0.1 points.
    private static final double EXIT_LOSS = 0.001;

    /// @param test of each network of the run
    /// @param longTest of the network converted at a long T, where the settings ask for it
    /// @param exit the student, stopping early at the threshold that the validation split chose; empty at T = 1
    /// @param parity of trainer and engine on the student
    public record Verdict(
            Map<Stage, Evaluation> test,
            Map<Integer, LongRun> longTest,
            Optional<EarlyExit> exit,
            Parity parity,
            double seconds) {}

    /// The network converted at another T.
    ///
    /// @param validation accuracy on the samples its thresholds were scaled by
    public record LongRun(double validation, Evaluation test) {}

    public Verdict judge(Models models) throws IOException {
        long start = System.nanoTime();
        Map<Stage, Evaluation> test = new EnumMap<>(Stage.class);
        Optional<EarlyExit> exit = Optional.empty();
        for (Map.Entry<Stage, ModelFile> each : models.byStage().entrySet()) {
            String what = each.getKey().label() + " on the test set";
            if (each.getKey() == models.result() && settings.ticks() > 1) {
                ExitRule rule = chooseExit(each.getValue());
                Evaluator.Watched watched =
                        evaluate(each.getValue(), evaluator -> evaluator.evaluate(data.test(), rule, listener(what)));
                test.put(each.getKey(), watched.evaluation());
                exit = Optional.of(watched.ticks().at(rule.threshold()));
            } else if (each.getKey().judged()) {
                test.put(
                        each.getKey(),
                        evaluate(each.getValue(), evaluator -> evaluator.evaluate(data.test(), listener(what))));
            }
        }
        exit.ifPresent(each -> progress.say("stopping early at %s: %.2f of %d steps on average, accuracy %.2f %%"
                .formatted(each.rule(), each.averageTicks(), settings.ticks(), 100 * each.accuracy())));
        Map<Integer, LongRun> longTest = new LinkedHashMap<>();
        OptionalInt longTicks = settings.longTicks() > 0 ? OptionalInt.of(settings.longTicks()) : OptionalInt.empty();
        if (longTicks.isPresent()) {
            longTest.put(longTicks.getAsInt(), longRun(models.get(Stage.ANN), longTicks.getAsInt()));
        }
        Parity parity = parity(models.student(), test.get(models.result()));
        return new Verdict(test, longTest, exit, parity, (System.nanoTime() - start) / 1e9);
    }

    private static <T> T evaluate(ModelFile model, Function<Evaluator, T> evaluation) {
        try (TorchNetwork torch = new TorchNetwork(model.network(), model.weights())) {
            return evaluation.apply(new TorchEvaluator(torch));
        }
    }

    private ExitRule chooseExit(ModelFile student) {
        return evaluate(
                student,
                evaluator -> evaluator
                        .evaluate(data.validation(), new Confidence(), listener("choosing when to stop early"))
                        .ticks()
                        .choose(EXIT_LOSS));
    }

    private LongRun longRun(ModelFile ann, int ticks) throws IOException {
        Converted converted = recipe.convert(settings.student(), ann.weights(), ticks);
        try (TorchNetwork torch = new TorchNetwork(converted.network(), converted.weights())) {
            TorchEvaluator evaluator = new TorchEvaluator(torch);
            double validation = evaluator
                    .evaluate(
                            data.validation().limit(LayerwiseDistill.SCALE_SAMPLES),
                            listener("converted at T = " + ticks + " on validation samples"))
                    .accuracy();
            return new LongRun(
                    validation,
                    evaluator.evaluate(data.test(), listener("converted at T = " + ticks + " on the test set")));
        }
    }

    private Parity parity(ModelFile student, Evaluation trainer) throws IOException {
        try (Engine engine = Engine.of(student.network(), student.weights())) {
            Evaluation deployed =
                    new EngineEvaluator(engine).evaluate(data.test(), listener("student on the event-driven engine"));
            Parity parity =
                    ParityCheck.of(student.network(), student.weights(), engine, data.test(), trainer, deployed);
            List<String> lines = new ArrayList<>();
            lines.add("event-driven engine: %d of %d predictions differ from the trainer's"
                    .formatted(parity.differences().size(), parity.samples()));
            parity.first().ifPresent(each -> lines.add("  first difference: " + each.inWords()));
            lines.forEach(progress::say);
            return parity;
        }
    }

    private Evaluator.Listener listener(String what) {
        long start = System.nanoTime();
        return (done, of) -> {
            double perSecond = done / ((System.nanoTime() - start) / 1e9);
            progress.advance(
                    new Progress.Advance(what, done, of, Double.NaN, Double.NaN, perSecond, (of - done) / perSecond));
        };
    }
}
