package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.model.Check;
import org.spikestill.report.energy.PriceTable;
import org.spikestill.report.energy.Shortcuts;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Counts the work of a spiking network on a test set and prices it.
@Command(
        name = "energy",
        description = "Counts the work of a spiking network on a test set and prices it, beside artificial networks.",
        sortOptions = false)
final class Energy implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model file.")
    private Path file;

    @Mixin
    private GivenData given;

    @Option(
            names = "--prices",
            paramLabel = "TABLE",
            defaultValue = "45nm-fp32",
            completionCandidates = Tables.class,
            description = "Price table: ${COMPLETION-CANDIDATES}, or a file of your own; ${DEFAULT-VALUE} by default.")
    private String prices;

    @Option(names = "--teacher", paramLabel = "FILE", description = "Also price this artificial network.")
    private Optional<Path> teacher;

    @Option(names = "--limit", paramLabel = "N", description = "Count over the first N test samples only.")
    private Optional<Integer> limit;

    @Option(
            names = "--shortcuts",
            description =
                    "Also print two shortcuts of the literature, under their names, to compare with papers that use them.")
    private boolean shortcuts;

    @Mixin
    private OutputForm form;

    Energy(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The tables that come with the program.
    static final class Tables implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PriceTable.NAMES.iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        PriceTable table = PriceTable.of(prices);
        OpenModel model = OpenModel.read(file);
        Optional<OpenModel> other = teacher.map(OpenModel::read);
        DataSource.Opened opened = given.source().open(given.dir().path());
        try (Dataset _ = opened.train();
                Dataset test = model.checked(given.source(), opened.test())) {
            Dataset judges =
                    limit.map(n -> test.limit(Check.count("--limit", n))).orElse(test);
            Evaluation evaluation = evaluate(model, judges);
            EnergyResult result =
                    EnergyResult.of(model, other, DataSource.catalog().spec(given.source()), evaluation, table);
            form.print(
                    spec,
                    result,
                    () -> result.text()
                            + (shortcuts
                                    ? "\n\n" + Shortcuts.of(result.counts()).text()
                                    : ""));
        }
        return ExitCode.DONE.code();
    }

    private Evaluation evaluate(OpenModel model, Dataset judges) {
        try (Display display = terminal.display(spec.commandLine().getErr());
                Engine engine = model.traced()) {
            return EngineEvaluator.counting(engine).evaluate(judges, display.evaluating("counting"));
        }
    }
}
