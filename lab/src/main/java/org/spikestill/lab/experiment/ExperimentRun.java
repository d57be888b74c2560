package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import tools.jackson.databind.JsonNode;

/// A run of an experiment from the first step to the report.
public final class ExperimentRun {
    public static final String REPORT = "report.html";

    private ExperimentRun() {}

    /// Settings of an experiment as a tree, from which [#read] makes it again.
    public static JsonNode write(Experiment experiment) {
        return Experiment.catalog().write(experiment);
    }

    /// The experiment of a run folder.
    ///
    /// @throws InvalidFile if its recipe is damaged
    public static Experiment read(RunFolder folder) throws IOException {
        try {
            return Experiment.catalog().read(folder.recipe(), "");
        } catch (InvalidSettings e) {
            throw new InvalidFile(folder.path().resolve(RunFolder.RECIPE), e.getMessage(), e);
        }
    }

    /// Makes every result that is not there yet, and writes the report and, last of all, the summary.
    ///
    /// @param others folders of other runs, whose results may be taken over
    /// @return the figures in a few lines for a terminal
    /// @throws CancellationToken.Cancelled after a checkpoint, if the run was cancelled
    public static String run(
            Plan plan,
            Experiment experiment,
            RunFolder folder,
            List<Path> others,
            Progress progress,
            CancellationToken cancellation)
            throws IOException {
        Runner runner = new Runner(plan, folder, others, progress, cancellation);
        Results results = runner.run();
        cancellation.release(); // what is left takes seconds and is repeated whole: nothing to wait for
        writeReport(experiment, folder, results);
        folder.write(
                RunFolder.SUMMARY, Settings.write(experiment.summary(results)).toPrettyString() + "\n");
        runner.finish();
        return experiment.text(results);
    }

    /// Writes the report of a finished run again, with the certificates that lie beside its model files by now. Nothing else of the run
    /// is made or written.
    ///
    /// @param place a folder
    /// @return the report; empty if the folder holds no run, or one that is not finished and reports at its end
    /// @throws InvalidFile if results of the run are missing or belong to another version of the program
    public static Optional<Path> reportAgain(Path place, Optional<Path> dataDir) throws IOException {
        if (!Files.isRegularFile(place.resolve(RunFolder.RECIPE))
                || !Files.isRegularFile(place.resolve(RunFolder.SUMMARY))) {
            return Optional.empty();
        }
        try (RunFolder folder = RunFolder.resume(place)) {
            Experiment experiment = read(folder);
            try (DataSplits data = experiment.run().open(dataDir)) {
                Runner runner = new Runner(
                        Plan.of(experiment, data), folder, List.of(), Progress.silent(), new CancellationToken());
                if (!runner.isDone()) {
                    throw new InvalidFile(
                            place,
                            "was not finished by this version of the program with these data: its report stays as it is,"
                                    + " and --resume would make the run again");
                }
                writeReport(experiment, folder, runner.run());
                return Optional.of(place.resolve(REPORT));
            }
        }
    }

    private static void writeReport(Experiment experiment, RunFolder folder, Results results) {
        Page page = experiment.page(results);
        for (Section section : CertificateSections.of(folder.store(), results)) {
            page = page.with(section);
        }
        folder.write(REPORT, page.html());
    }

    /// As the other, without other runs to take results from.
    public static String run(
            Experiment experiment, RunFolder folder, DataSplits data, Progress progress, CancellationToken cancellation)
            throws IOException {
        return run(Plan.of(experiment, data), experiment, folder, List.of(), progress, cancellation);
    }
}
