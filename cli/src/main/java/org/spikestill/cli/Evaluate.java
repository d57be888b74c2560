package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.measure.Confidence;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.lab.measure.ExitTrace;
import org.spikestill.model.Check;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.device.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Judges a model by a test set.
@Command(
        name = "evaluate",
        description = "Judges a model by a test set: accuracy after each step, spikes and additions per sample.",
        sortOptions = false)
final class Evaluate implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model file.")
    private Path file;

    @Mixin
    private GivenData given;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "event",
            description = "What runs the model, ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Backend backend;

    @Option(
            names = "--weights",
            paramLabel = "TYPE",
            defaultValue = "fp32",
            description = "What the event-driven engine keeps weights in, ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by"
                    + " default.")
    private WeightType weights;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            completionCandidates = DeviceNames.class,
            description =
                    "Emulate a device in its integers, one of ${COMPLETION-CANDIDATES}; its spikes are those of the"
                            + " model if it was trained on the grid of the device, else it is refused.")
    private Optional<Device> device;

    @Option(names = "--limit", paramLabel = "N", description = "Judge by the first N test samples only.")
    private Optional<Integer> limit;

    @Option(
            names = "--exit",
            paramLabel = "RULE",
            description = "Also judge stopping at the first step that is sure enough: confidence=0.9, margin=0.8 or"
                    + " entropy=0.8, by the softmax of the logits so far.")
    private Optional<ExitRule> exit;

    @Option(
            names = "--exit-within",
            paramLabel = "POINTS",
            description =
                    "Choose the threshold of --exit on the validation split that the model's training held out: the"
                            + " fewest steps that lose at most so many points of accuracy, two standard errors included.")
    private Optional<Float> exitWithin;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Also write the prediction for each sample as CSV: sample,index,label,probability.")
    private Optional<Path> predictions;

    @Mixin
    private OutputForm form;

    Evaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        predictions.ifPresent(target -> AtomicFile.check("--predictions", target, given.with(file)));
        OpenModel model = OpenModel.read(file);
        Optional<ExitRule> rule = exitWithin.isPresent() ? Optional.of(chosen(model)) : exit;
        DataSource.Opened opened = given.source().open(given.dir().path());
        try (Dataset _ = opened.train();
                Dataset test = model.checked(given.source(), opened.test())) {
            Dataset judges =
                    limit.map(n -> test.limit(Check.count("--limit", n))).orElse(test);
            judges.check();
            long start = System.nanoTime();
            Judged judged = evaluate(model, rule, judges);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<String> names = model.classNames(opened.classNames());
            List<Integer> predicted = judged.evaluation().predictions();
            EvaluationResult result = EvaluationResult.of(
                    model,
                    DataSource.catalog().spec(given.source()),
                    engine(),
                    weights(),
                    judged,
                    ClassAccuracy.of(judges, predicted, names),
                    seconds);
            form.print(spec, result, result::text);
            if (predictions.isPresent()) { // figures come first
                AtomicFile.write(
                        predictions.get(),
                        PredictionTable.of(predicted, judged.trace().orElseThrow(), names));
            }
        }
        return ExitCode.DONE.code();
    }

    /// @param exit of the rule in question
    /// @param trace where a rule is in question, or predictions are wanted with their probabilities
    record Judged(Evaluation evaluation, Optional<EarlyExit> exit, Optional<ExitTrace> trace) {}

    private Judged evaluate(OpenModel model, Optional<ExitRule> rule, Dataset judges) {
        Optional<ExitRule> watched = rule.or(() -> predictions.map(_ -> new Confidence()));
        try (Display display = terminal.display(spec.commandLine().getErr())) {
            Evaluator.Listener listener = display.evaluating("evaluating");
            return evaluate(model, evaluator -> {
                if (watched.isEmpty()) {
                    return new Judged(evaluator.evaluate(judges, listener), Optional.empty(), Optional.empty());
                }
                Evaluator.Watched result = evaluator.evaluate(judges, watched.get(), listener);
                return new Judged(
                        result.evaluation(),
                        rule.map(each -> result.ticks().at(each.threshold())),
                        Optional.of(result.ticks()));
            });
        }
    }

    private <T> T evaluate(OpenModel model, Function<Evaluator, T> evaluation) {
        if (device.isEmpty()) {
            return backend.evaluate(model, weights, evaluation);
        }
        if (backend != Backend.EVENT || weights != WeightType.FP32) {
            throw new InvalidSettings("--device " + Device.catalog().spec(device.get())
                    + " has weights and arithmetic of its own: leave out --engine and --weights");
        }
        try (Engine engine = model.engine(device.get())) {
            return evaluation.apply(new EngineEvaluator(engine));
        }
    }

    private String engine() {
        return device.map(Device.catalog()::spec).orElse(backend.toString());
    }

    private String weights() {
        return device.map(_ -> "integer").orElse(weights.toString());
    }

    private ExitRule chosen(OpenModel model) throws IOException {
        float points = Check.within("--exit-within", exitWithin.orElseThrow(), 0, 100);
        try (DataSplits data = model.splits(given.source(), given.dir().path());
                Display display = terminal.display(spec.commandLine().getErr())) {
            Evaluator.Listener listener = display.evaluating("choosing when to exit");
            return evaluate(
                    model,
                    evaluator -> evaluator
                            .evaluate(data.validation(), exit.orElseGet(Confidence::new), listener)
                            .ticks()
                            .choose(points / 100));
        }
    }
}
