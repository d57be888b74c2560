package org.spikestill.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.studies.multigrade.MultigradeModel;
import org.spikestill.studies.multigrade.PointTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Predictions of a multi-grade model at new points.
@Command(
        name = "predict",
        description = "Predicts values at new points with a model of the study multigrade.",
        footer = {
            "",
            "Example:",
            "  spikestill study multigrade --points measured.csv --inputs [x] --outputs [y] --out run",
            "  spikestill predict run --points new.csv --out predicted.csv"
        },
        sortOptions = false)
final class Predict implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Run folder, or its model.safetensors.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private Where where;

    private static final class Where {
        @Option(
                names = "--points",
                paramLabel = "FILE",
                description =
                        "CSV file with a line of column names, which holds the coordinates of the training points.")
        private Path points;

        @Option(
                names = "--size",
                paramLabel = "N",
                description = "For a picture: its edge in pixels; they may be more than were learnt.")
        private int size;
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "CSV file, or PNG for a picture; a CSV goes to standard output without it.")
    private Path out;

    @Mixin
    private OutputForm form;

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            List<Path> inputs = new ArrayList<>(List.of(model, model.resolve(MultigradeModel.FILE)));
            Optional.ofNullable(where.points).ifPresent(inputs::add);
            AtomicFile.check("--out", out, inputs);
        }
        MultigradeModel loaded = MultigradeModel.load(model);
        PredictResult result = where.points != null ? points(loaded) : picture(loaded);
        form.print(spec, result, result::text);
        return ExitCode.DONE.code();
    }

    private PredictResult points(MultigradeModel loaded) throws IOException {
        PointTable table = loaded.predict(where.points);
        Optional<Path> file = Optional.ofNullable(out);
        file.ifPresent(target -> AtomicFile.write(target, table.csv()));
        return PredictResult.of(model, file, table);
    }

    private PredictResult picture(MultigradeModel loaded) {
        Path file = out == null ? Path.of("picture.png") : out;
        AtomicFile.write(
                file, List.of(ByteBuffer.wrap(loaded.picture(where.size).png())));
        return PredictResult.picture(model, file);
    }
}
