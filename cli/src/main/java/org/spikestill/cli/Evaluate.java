package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spikestill.lab.data.DataSource;
import org.spikestill.lab.data.Dataset;
import org.spikestill.lab.measure.Evaluation;
import org.spikestill.model.Check;
import org.spikestill.model.file.AtomicFile;
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

    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME",
            completionCandidates = DataNames.class,
            description = DataNames.DESCRIPTION)
    private DataSource source;

    @Mixin
    private DataDir dataDir;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "event",
            description = "What runs the model, ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Backend backend;

    @Option(names = "--limit", paramLabel = "N", description = "Judge by the first N test samples only.")
    private Optional<Integer> limit;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Also write the class of each sample, one a line.")
    private Optional<Path> predictions;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Evaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        OpenModel model = OpenModel.read(file);
        DataSource.Opened opened = source.open(dataDir.path());
        try (Dataset _ = opened.train();
                Dataset test = model.checked(source, opened.test())) {
            Dataset judges =
                    limit.map(n -> test.limit(Check.count("--limit", n))).orElse(test);
            long start = System.nanoTime();
            Evaluation evaluation = evaluate(model, judges);
            double seconds = (System.nanoTime() - start) / 1e9;
            predictions.ifPresent(target -> AtomicFile.write(target, lines(evaluation)));
            EvaluationResult result =
                    EvaluationResult.of(model, DataSource.catalog().spec(source), backend, evaluation, seconds);
            spec.commandLine().getOut().println(json ? Json.of(result) : result.text());
        }
        return ExitCode.DONE.code();
    }

    private Evaluation evaluate(OpenModel model, Dataset judges) {
        try (Display display = terminal.display(spec.commandLine().getErr())) {
            return backend.evaluate(model, judges, display.evaluating("evaluating"));
        }
    }

    private static String lines(Evaluation evaluation) {
        return evaluation.predictions().stream().map(each -> each + "\n").collect(Collectors.joining());
    }
}
