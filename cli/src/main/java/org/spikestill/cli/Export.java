package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikestill.export.Exporter;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a model for another program.
@Command(
        name = "export",
        description = "Writes a model for another program, and lists what the format does not carry.",
        sortOptions = false)
final class Export implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model file.")
    private Path file;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = {
                "Format: ${COMPLETION-CANDIDATES}.",
                "Settings follow the name, as in nir:dialect=norse,dt=0.001,reset=zero."
            })
    private Exporter format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
    private Path out;

    @Mixin
    private OutputForm form;

    /// The formats a command line can name.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Exporter.catalog().names().iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        AtomicFile.check("--out", out, file);
        OpenModel model = OpenModel.read(file);
        try {
            List<String> remarks = format.write(model.content(), out);
            String settled = Exporter.catalog().spec(format);
            ExportResult result = new ExportResult(model.file(), model.digest(), settled, out, Digest.of(out), remarks);
            form.print(spec, result, result::text);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
        return ExitCode.DONE.code();
    }
}
