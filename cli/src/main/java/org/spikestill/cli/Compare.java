package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikestill.lab.experiment.FolderLock;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.sweep.CompareTable;
import org.spikestill.lab.sweep.ComparedRuns;
import org.spikestill.lab.sweep.Comparison;
import org.spikestill.lab.sweep.Row;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes all runs of a table and compares them.
@Command(
        name = "compare",
        description = "Makes every run of a table, methods by students by data by seeds, and compares their figures.",
        sortOptions = false)
final class Compare implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TABLE", description = "Table of runs as YAML or JSON, as those in recipes/lasnn.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the runs and results, by default runs/TABLE.")
    private Optional<Path> out;

    @Option(
            names = "--resume",
            description = "Go on in a folder that has runs already: those that are done are not repeated.")
    private boolean resume;

    @Mixin
    private DataDir dataDir;

    @Mixin
    private OutputForm form;

    Compare(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = out.orElseGet(() -> Path.of("runs", name()));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidFile(folder, "is a file, the runs need a folder: name another with --out");
        }
        if (!resume && Files.exists(folder.resolve("runs"))) {
            throw new InvalidFile(folder, "holds runs already: go on with --resume, or name another folder with --out");
        }
        Comparison comparison = new Comparison(Settings.readDocument(CompareTable.class, file), folder, dataDir.path());
        try (FolderLock _ = comparison.own()) {
            make(comparison, folder);
            report(comparison, folder.resolve("compare.html"));
        } catch (CancellationToken.Cancelled _) {
            return ExitCode.FAILED.code(); // without effect: the process ends with the code of the signal
        }
        return ExitCode.DONE.code();
    }

    private void make(Comparison comparison, Path folder) throws IOException {
        try (Display display =
                new RunLog(folder, terminal.display(spec.commandLine().getErr()), Clock.systemUTC())) {
            comparison.announcement().forEach(display::say);
            comparison.timeAnnouncement("--resume").forEach(display::say);
            for (Row row : comparison.rows()) {
                if (!comparison.isDone(row)) {
                    make(comparison, row, folder, display);
                    comparison.write();
                }
            }
        }
    }

    private void report(Comparison comparison, Path page) throws IOException {
        String text = comparison.write();
        ComparedRuns values = comparison.values();
        CompareResult result = new CompareResult(
                comparison.title(),
                page,
                comparison.rows().stream().map(comparison::folder).toList(),
                values.lines(),
                values.differences());
        form.print(spec, result, () -> text + "\nresults: " + page);
    }

    private void make(Comparison comparison, Row row, Path folder, Display display) throws IOException {
        String again = "stopped; go on with: ./spikestill compare " + Again.quoted(file) + " --out "
                + Again.quoted(folder) + " --resume" + dataDir.again();
        CancellationToken cancellation = new CancellationToken();
        try (var _ = cancellation.onShutdown(() -> display.say(again))) {
            comparison.make(row, display, cancellation);
        }
    }

    private String name() {
        return file.getFileName().toString().replaceFirst("\\.(yaml|yml|json)$", "");
    }
}
