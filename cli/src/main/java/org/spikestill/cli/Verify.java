package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.export.certificate.CRun;
import org.spikestill.export.certificate.Certificate;
import org.spikestill.export.certificate.Certification;
import org.spikestill.export.certificate.DeviceRun;
import org.spikestill.export.certificate.Implementation;
import org.spikestill.export.certificate.NirRun;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.QuantisedRun;
import org.spikestill.lab.measure.TrainerRun;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.runtime.device.Device;
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
                "Compares engine, trainer, devices, re-imported file and compiled C of a network, spike by spike, and"
                        + " certifies it.",
        sortOptions = false)
final class Verify implements Callable<Integer> {
    /// Stages between training and deployment, in order.
    private static final List<Implementation.Maker> OTHERS = Stream.of(
                    Stream.of(new TrainerRun(), new QuantisedRun()),
                    Device.catalog().names().stream()
                            .map(name -> new DeviceRun(Device.catalog().parse(name))),
                    Stream.of(new NirRun(), new CRun("gcc")))
            .<Implementation.Maker>flatMap(each -> each)
            .toList();

    private static final List<String> DEMANDED = List.of("nir", "c");

    private final Terminal terminal;

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
            description =
                    "Implementations that have to be equal to the engine, of trainer, quantised, the devices, nir and c;"
                            + " nir,c by default, and with --check those of the certificate.")
    private List<String> demanded = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Certificate to write; MODEL.certificate.json by default, which the report of MODEL's run then shows.")
    private Optional<Path> out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the certificate as a page, in one HTML file.")
    private Optional<Path> report;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Repeat the runs of this certificate here, and compare all figures.")
    private Optional<Path> check;

    @Mixin
    private OutputForm form;

    Verify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<String> names = OTHERS.stream().map(Implementation.Maker::name).toList();
        for (String name : demanded) {
            if (!names.contains(name)) {
                throw new InvalidSettings("--demand names '" + name + "': name some of " + String.join(", ", names));
            }
        }
        return check.isPresent() ? repeat(check.get()) : certify();
    }

    private int certify() throws IOException {
        Path model = file.orElseThrow(() -> new InvalidSettings("verify needs a MODEL, or a certificate with --check"));
        DataSource data = source.orElseThrow(() -> new InvalidSettings("verify needs --data NAME"));
        Path target = out.orElseGet(() -> Certificate.beside(model));
        List<Path> inputs = new ArrayList<>(data.files(dataDir.path()));
        inputs.add(model);
        AtomicFile.check("--out", target, inputs);
        report.ifPresent(page -> {
            AtomicFile.check("--report", page, inputs);
            AtomicFile.checkApart("--report", page, "--out", target);
        });
        Check.count("--limit", limit);
        Certificate made = certificate(OpenModel.read(model), data, limit, demandedOr(DEMANDED));
        made.write(target);
        report.ifPresent(page -> AtomicFile.write(page, CertificatePage.of(made).html()));
        return report(VerifyResult.made(made, target, out.isEmpty() ? reportAgain(model) : Optional.empty()));
    }

    /// Brings the certificate into the report of the run that made the model. It is no part of the certificate, so a report that cannot
    /// be made is a note.
    ///
    /// @return the report; empty if the model is of no finished run
    private Optional<Path> reportAgain(Path model) throws IOException {
        try {
            return ExperimentRun.reportAgain(
                    Optional.ofNullable(model.getParent()).orElse(Path.of(".")), dataDir.path());
        } catch (InvalidFile | InvalidSettings e) {
            spec.commandLine().getErr().println("note: " + e.getMessage());
            return Optional.empty();
        }
    }

    private int repeat(Path path) throws IOException {
        Certificate stored = Certificate.read(path);
        OpenModel model = OpenModel.read(file.orElseGet(() -> path.resolveSibling(stored.model())));
        if (!model.digest().equals(stored.modelDigest())) {
            throw new InvalidFile(
                    model.file(), "is another model than the certificate's: its digest is " + model.digest());
        }
        Certificate here = certificate(
                model,
                DataSource.catalog().parse(stored.data()),
                Check.count("the certificate's samples", stored.samples()),
                demandedOr(stored.demanded()));
        return report(VerifyResult.repeated(here, stored, path));
    }

    private List<String> demandedOr(List<String> usual) {
        return demanded.isEmpty() ? usual : demanded;
    }

    private int report(VerifyResult result) {
        form.print(spec, result, result::text);
        result.unequal().forEach(line -> spec.commandLine().getErr().println("spikestill: " + line));
        return (result.holds() ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
    }

    private Certificate certificate(OpenModel model, DataSource data, int samples, List<String> demands)
            throws IOException {
        DataSource.Opened opened = data.open(dataDir.path());
        try (Dataset _ = opened.train();
                Dataset test = model.checked(data, opened.test());
                Display display = terminal.display(spec.commandLine().getErr())) {
            Dataset judges = test.limit(samples);
            model.engine().close(); // refuses what no engine runs, in the words of every command
            Certification certification =
                    new Certification(model.network(), model.content().weights(), OTHERS);
            Evaluator.Listener listener = display.evaluating("comparing");
            List<Certificate.Result> results =
                    certification.run(judges::read, judges.size(), done -> listener.evaluated(done, judges.size()));
            return new Certificate(
                            Provenance.thisTool(),
                            model.file().getFileName().toString(),
                            model.digest(),
                            DataSource.catalog().spec(data),
                            test.digest(),
                            judges.size(),
                            demands,
                            certification.layers(),
                            results,
                            List.of())
                    .sealed();
        }
    }
}
