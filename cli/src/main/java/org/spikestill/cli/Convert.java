package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.LabelSupply;
import org.spikestill.lab.convert.Conversion;
import org.spikestill.lab.convert.ConversionLoss;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.convert.ReadOut;
import org.spikestill.lab.measure.HeldOut;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.Torch;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Turns a trained artificial network into a spiking one, without training.
@Command(
        name = "convert",
        description =
                "Turns a trained artificial network into a spiking one without training it, and tells what that costs.",
        sortOptions = false)
final class Convert implements Callable<Integer> {
    /// Share held out of data that the network's own training did not split.
    private static final HeldOut TENTH = new HeldOut(LabelSupply.ALL, 0.1f, Seed.of(1));

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ANN", description = "Model file of an artificial network.")
    private Path file;

    @Mixin
    private GivenData given;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = {
                "How: ${COMPLETION-CANDIDATES}.",
                "Settings follow the name, as in threshold-balancing:quantile=0.997,scale=0.5."
            })
    private ConversionMethod method;

    @Option(names = "--ticks", required = true, paramLabel = "T", description = "Time steps of the spiking network.")
    private int ticks;

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            defaultValue = "direct",
            description = "From samples to the input of each step, direct or poisson; ${DEFAULT-VALUE} by default.")
    private Encoder encoder;

    @Option(
            names = "--read-out",
            paramLabel = "NAME",
            defaultValue = "sum",
            description = {
                "Scale of the outputs: sum over T, or ann, the artificial network's logits, which losses and temperatures",
                "of a later training expect; ${DEFAULT-VALUE} by default. Predictions do not depend on it."
            })
    private ReadOut readOut;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Model file to write.")
    private Path out;

    @Option(names = "--limit", paramLabel = "N", description = "Judge by the first N validation samples only.")
    private Optional<Integer> limit;

    @Mixin
    private OutputForm form;

    Convert(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The methods a command line can name.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConversionMethod.catalog().names().iterator();
        }
    }

    /// Settings of a conversion, for the provenance of its result.
    private record Settled(
            DataSource data,
            ConversionMethod method,
            Encoder encoder,
            int ticks,
            ReadOut readOut,
            float validationShare,
            long seed) {}

    @Override
    public Integer call() throws IOException {
        Check.within("--ticks", ticks, 1, Network.MAX_TICKS);
        List<Pass> passes = method.passes(encoder, ticks);
        AtomicFile.check("--out", out, given.with(file));
        OpenModel model = OpenModel.read(file);
        if (model.network().isSpiking()) {
            throw new InvalidFile(file, "holds a spiking network: name the artificial network it was made from");
        }
        Optional<HeldOut> known = model.heldOut(given.source());
        try (DataSplits data =
                        known.orElse(TENTH).of(given.source(), given.dir().path());
                Display display = terminal.display(spec.commandLine().getErr())) {
            model.checked(given.source(), data.train());
            Made made = convert(model, passes, data, known, display);
            ConvertResult result = made.unwritten();
            try {
                result = result.written(made.model().write(out));
            } finally { // the figures come, whether or not there is room for the file
                form.print(spec, result, result::text);
            }
        }
        return ExitCode.DONE.code();
    }

    /// A spiking network before it is written.
    private record Made(ModelFile model, ConvertResult unwritten) {}

    private Made convert(OpenModel model, List<Pass> passes, DataSplits data, Optional<HeldOut> known, Display display)
            throws IOException {
        Dataset judges = limit.map(n -> data.validation().limit(Check.count("--limit", n)))
                .orElse(data.validation());
        ModelFile ann = model.content();
        Evaluation before =
                evaluate(ann.network(), ann.weights(), judges, "evaluating the artificial network", display);
        List<ConvertResult.Done> done = new ArrayList<>();
        Converted converted = converted(ann, passes, data, done);
        Evaluation after =
                evaluate(converted.network(), converted.weights(), judges, "evaluating the spiking network", display);
        HeldOut heldOut = known.orElse(TENTH);
        Settled settled = new Settled(
                given.source(),
                method,
                encoder,
                ticks,
                readOut,
                heldOut.share(),
                heldOut.seed().value());
        Provenance provenance = Provenance.of("convert", Settings.write(settled), heldOut.seed())
                .withDataset(data.name(), data.train().digest(), data.classNames())
                .withParent(model.digest())
                .withNativeLibrary(Torch.version())
                .withFigure("validation accuracy", after.accuracy());
        ConvertResult unwritten = new ConvertResult(
                model.file(),
                model.digest(),
                out,
                Optional.empty(),
                data.name(),
                ConversionMethod.catalog().spec(method),
                ticks,
                done,
                judges.size(),
                known.isPresent(),
                before.accuracy(),
                after.accuracy(),
                new ConversionLoss(ann.network(), before.accuracy(), passes, converted.network(), after)
                        .warning("convert"),
                after.spikesPerSample());
        return new Made(new ModelFile(converted.network(), converted.weights(), provenance), unwritten);
    }

    /// @param done receives each pass and its changes
    private Converted converted(ModelFile ann, List<Pass> passes, DataSplits data, List<ConvertResult.Done> done)
            throws IOException {
        try {
            Converted sum = Conversion.of(
                    passes,
                    ann.network(),
                    ann.weights(),
                    data.train(),
                    (pass, made) ->
                            done.add(new ConvertResult.Done(Pass.catalog().name(pass), made.changes())));
            Converted scaled = readOut.of(sum);
            if (scaled != sum) {
                int before = sum.changes().size();
                done.add(new ConvertResult.Done(
                        "read-out",
                        scaled.changes().subList(before, scaled.changes().size())));
            }
            return scaled;
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    private static Evaluation evaluate(Network network, Weights weights, Dataset judges, String what, Display display) {
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            return new TorchEvaluator(torch).evaluate(judges, display.evaluating(what));
        }
    }
}
