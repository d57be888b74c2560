package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.export.Importer;
import org.spikestill.export.onnx.read.OnnxImport;
import org.spikestill.export.pytorch.StateDict;
import org.spikestill.lab.measure.OutputComparison;
import org.spikestill.lab.onnx.OnnxComparison;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.Digest;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads a network of another program into a model file.
@Command(
        name = "import",
        description = "Reads a network of another program into a model file, and tells how the file was understood.",
        sortOptions = false)
final class Import implements Callable<Integer> {
    /// Random images on which an ONNX network is compared before anything is written.
    private static final int COMPARED = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "File of another program.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = {
                "Format: ${COMPLETION-CANDIDATES}; by default the one that the content of the file shows.",
                "Settings follow the name, as in nir:dialect=snntorch,dt=0.0001."
            })
    private Optional<Importer> format;

    @Option(
            names = "--student",
            paramLabel = "NAME",
            completionCandidates = ArchitectureNames.class,
            description = "Architecture of a PyTorch state_dict in safetensors, which holds none:"
                    + " ${COMPLETION-CANDIDATES}.")
    private Optional<Architecture> student;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Model file to write.")
    private Path out;

    @Mixin
    private OutputForm form;

    /// The formats a command line can name.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Importer.catalog().names().iterator();
        }
    }

    /// The architectures a command line can name.
    static final class ArchitectureNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Architecture.catalog().names().iterator();
        }
    }

    /// Settings of an import, for the provenance of its result.
    private record Settled(Importer format, String file) {}

    @Override
    public Integer call() throws IOException {
        AtomicFile.check("--out", out, file);
        Importer importer = shaped(format.isPresent() ? format.get() : recognised());
        Importer.Imported read = importer.read(file);
        Optional<ImportResult.Comparison> compared = compared(importer, read);
        String digest = Digest.of(file);
        Settled settled = new Settled(importer, file.getFileName().toString());
        Provenance provenance =
                Provenance.of("import", Settings.write(settled), Seed.of(0)).withParent(digest);
        String written = new ModelFile(read.network(), read.weights().checkedFinite(), provenance).write(out);
        ImportResult result = new ImportResult(
                file, digest, Importer.catalog().spec(importer), out, written, read.remarks(), compared);
        form.print(spec, result, result::text);
        return ExitCode.DONE.code();
    }

    private Importer shaped(Importer importer) {
        if (student.isEmpty()) {
            return importer;
        }
        if (importer instanceof StateDict tensors) {
            return tensors.of(student.get());
        }
        throw new InvalidSettings(
                "--student is of a file of tensors without a network, and " + file + " holds one: leave out --student");
    }

    /// Compares the network with its original, as far as there is one to compare with.
    private Optional<ImportResult.Comparison> compared(Importer importer, Importer.Imported read) {
        if (importer instanceof OnnxImport) {
            double difference = OnnxComparison.of(file, read.network(), read.weights(), COMPARED);
            return Optional.of(
                    ImportResult.Comparison.of(difference, COMPARED + " random images", " from those of ONNX Runtime"));
        }
        if (importer instanceof StateDict) {
            return Optional.of(read.example()
                    .map(example -> ImportResult.Comparison.of(
                            OutputComparison.of(
                                    file, read.network(), read.weights(), example, "the examples in the file"),
                            "the examples in the file",
                            ""))
                    .orElse(new ImportResult.Comparison(
                            Optional.empty(),
                            "only names and shapes were checked: the file holds no example.input and"
                                    + " example.output")));
        }
        return Optional.empty();
    }

    private Importer recognised() {
        try {
            for (String name : Importer.catalog().names()) {
                Importer each = Importer.catalog().parse(name);
                if (each.recognises(file)) {
                    return each;
                }
            }
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        }
        throw new InvalidFile(
                file,
                "is of no format that can be imported: the formats are "
                        + String.join(", ", Importer.catalog().names()));
    }
}
