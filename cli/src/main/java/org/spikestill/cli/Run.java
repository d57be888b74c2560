package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.data.DataSource;
import org.spikestill.data.Fit;
import org.spikestill.export.nir.Dialect;
import org.spikestill.export.nir.NirDataFile;
import org.spikestill.export.nir.NirRecording;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs one sample, step by step.
@Command(
        name = "run",
        description = "Runs one sample through the event-driven engine and tells the prediction after every step.",
        customSynopsis = {
            "spikestill run MODEL IMAGE [OPTIONS]",
            "       spikestill run MODEL --data=NAME --index=I [OPTIONS]"
        },
        sortOptions = false)
final class Run implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file of a spiking network.")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "PNG, JPEG, WebP, BMP or GIF picture of any size.")
    private Optional<Path> image;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            completionCandidates = DataNames.class,
            description = DataNames.DESCRIPTION)
    private Optional<DataSource> source;

    @Mixin
    private DataDir dataDir;

    @Option(names = "--index", paramLabel = "I", description = "Number of a test sample of that data set, from 0.")
    private Optional<Integer> index;

    @Option(
            names = "--fit",
            paramLabel = "WAY",
            defaultValue = "crop",
            description =
                    "Way of the IMAGE to the model's size, ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Fit fit;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Also write the spikes of all layers and the membranes of the read-out, as NIR data (HDF5).")
    private Optional<Path> record;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write spikes and membranes of every step as a NumPy archive.")
    private Optional<Path> trace;

    @Mixin
    private OutputForm form;

    @Override
    public Integer call() throws IOException {
        if (image.isPresent() == source.isPresent() || source.isPresent() != index.isPresent()) {
            throw new InvalidSettings("run takes either the file of an IMAGE, or --data and --index of a test sample");
        }
        checkOutputs();
        OpenModel model = OpenModel.read(file);
        Sample sample = sample(model);
        try (Engine engine = trace.isPresent() ? model.traced() : model.engine()) {
            Session session = engine.open();
            Optional<TraceFile> traced = trace.map(_ -> new TraceFile(engine.network()));
            traced.ifPresent(session::listen);
            RunResult result = RunResult.of(model, session, sample);
            traced.ifPresent(each -> each.write(trace.orElseThrow()));
            form.print(spec, result, result::text);
        }
        record.ifPresent(target -> NirDataFile.write(
                NirRecording.of(
                        model.network(), model.content().weights(), sample.values(), sample.key(), Dialect.NIR.dt()),
                target));
        return ExitCode.DONE.code();
    }

    private void checkOutputs() {
        List<Path> inputs = new ArrayList<>(List.of(file));
        image.ifPresent(inputs::add);
        source.ifPresent(data -> inputs.addAll(data.files(dataDir.path())));
        record.ifPresent(target -> AtomicFile.check("--record", target, inputs));
        trace.ifPresent(target -> AtomicFile.check("--trace", target, inputs));
        if (record.isPresent() && trace.isPresent()) {
            AtomicFile.checkApart("--trace", trace.get(), "--record", record.get());
        }
    }

    private Sample sample(OpenModel model) throws IOException {
        return source.isPresent()
                ? Sample.of(model, source.get(), dataDir.path(), index.orElseThrow())
                : Sample.picture(model, image.orElseThrow(), fit);
    }
}
