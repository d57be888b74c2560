package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.export.certificate.CRun;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.export.certificate.Comparison;
import org.spikestill.export.certificate.EngineRun;
import org.spikestill.export.certificate.Implementation;
import org.spikestill.export.certificate.NirRun;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Network;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Compares all implementations of a network and certifies what is equal.
@Command(
        name = "verify",
        description =
                "Compares engine, trainer, re-imported file and compiled C of a network, spike by spike, and certifies it.",
        sortOptions = false)
final class Verify implements Callable<Integer> {
    private static final List<Implementation.Maker> OTHERS = List.of(new TrainerRun(), new NirRun(), new CRun("gcc"));

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            description = "Model file; with --check, the one beside the certificate by default.")
    private Optional<Path> file;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            completionCandidates = DataNames.class,
            description = DataNames.DESCRIPTION)
    private Optional<DataSource> source;

    @Mixin
    private DataDir dataDir;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Run the first N test samples; ${DEFAULT-VALUE} by default.")
    private int limit;

    @Option(
            names = "--demand",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "nir,c",
            description =
                    "Implementations that have to be equal to the engine, of trainer, nir and c; ${DEFAULT-VALUE} by"
                            + " default.")
    private List<String> demanded;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Certificate to write; MODEL.certificate.json by default.")
    private Optional<Path> out;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Repeat the runs of this certificate here, and compare all figures.")
    private Optional<Path> check;

    @Override
    public Integer call() throws IOException {
        for (String name : demanded) {
            if (OTHERS.stream().noneMatch(each -> each.name().equals(name))) {
                throw new InvalidSettings("--demand names '" + name + "': name some of trainer, nir, c");
            }
        }
        return check.isPresent() ? repeat(check.get()) : certify();
    }

    private int certify() throws IOException {
        Path model = file.orElseThrow(() -> new InvalidSettings("verify needs a MODEL, or a certificate with --check"));
        DataSource data = source.orElseThrow(() -> new InvalidSettings("verify needs --data NAME"));
        Path target = out.orElseGet(() -> model.resolveSibling(model.getFileName() + ".certificate.json"));
        AtomicFile.check("--out", target, model);
        Certificate made = certificate(OpenModel.read(model), data, Check.count("--limit", limit));
        made.write(target);
        spec.commandLine().getOut().println(CertificateText.of(made) + "\ncertificate: " + target);
        return demandsHold(made) ? ExitCode.DONE.code() : ExitCode.CHECK_FAILED.code();
    }

    private int repeat(Path path) throws IOException {
        Certificate stored = Certificate.read(path);
        OpenModel model = OpenModel.read(file.orElseGet(() -> path.resolveSibling(stored.model())));
        if (!model.digest().equals(stored.modelDigest())) {
            throw new InvalidFile(
                    model.file(), "is another model than the certificate's: its digest is " + model.digest());
        }
        Certificate here = certificate(model, DataSource.catalog().parse(stored.data()), stored.samples());
        spec.commandLine().getOut().println(CertificateText.of(here));
        List<String> differences = CertificateText.differences(stored, here);
        differences.forEach(spec.commandLine().getOut()::println);
        spec.commandLine()
                .getOut()
                .println(differences.isEmpty() ? "all figures are those of " + path : "not as in " + path);
        return differences.isEmpty() && demandsHold(here) ? ExitCode.DONE.code() : ExitCode.CHECK_FAILED.code();
    }

    private boolean demandsHold(Certificate made) {
        boolean hold = true;
        for (Certificate.Result result : made.results()) {
            if (demanded.contains(result.name()) && !result.isEqual()) {
                hold = false;
                spec.commandLine()
                        .getErr()
                        .println("spikestill: '" + result.name() + "' is not equal to the engine, which"
                                + " --demand asks for: "
                                + (result.unavailable().isEmpty()
                                        ? result.differing() + " samples differ"
                                        : result.unavailable()));
            }
        }
        return hold;
    }

    private Certificate certificate(OpenModel model, DataSource data, int samples) throws IOException {
        DataSource.Opened opened = data.open(dataDir.path());
        try (Dataset _ = opened.train();
                Dataset test = model.checked(data, opened.test())) {
            Dataset judges = test.limit(samples);
            List<float[]> inputs = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < judges.size(); i++) {
                float[] sample = new float[judges.sample().elements()];
                labels.add(judges.read(i, sample));
                inputs.add(sample);
            }
            Network network = model.network();
            model.engine().close(); // refuses what no engine runs, in the words of every command
            List<String> layers =
                    network.firing().stream().map(Network.Node::name).toList();
            List<Certificate.Result> results = results(model, layers, labels, inputs);
            return new Certificate(
                            Provenance.thisTool(),
                            model.file().getFileName().toString(),
                            model.digest(),
                            DataSource.catalog().spec(data),
                            test.digest(),
                            judges.size(),
                            layers,
                            results,
                            "")
                    .sealed();
        }
    }

    private static List<Certificate.Result> results(
            OpenModel model, List<String> layers, List<Integer> labels, List<float[]> inputs) throws IOException {
        var engine = new EngineRun(model.network(), model.content().weights());
        Comparison comparison = new Comparison(layers, labels, engine.run(inputs));
        List<Certificate.Result> results = new ArrayList<>(List.of(comparison.reference()));
        for (Implementation.Maker maker : OTHERS) {
            try {
                Implementation other = maker.of(model.network(), model.content().weights());
                results.add(comparison.result(other.name(), other.artefact(), other.run(inputs)));
            } catch (Implementation.Unavailable e) {
                results.add(Comparison.unavailable(maker.name(), e.getMessage()));
            }
        }
        return results;
    }
}
