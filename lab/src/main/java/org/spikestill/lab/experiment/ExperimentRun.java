package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
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
        folder.write(REPORT, experiment.page(results).html());
        folder.write(
                RunFolder.SUMMARY, Settings.write(experiment.summary(results)).toPrettyString() + "\n");
        runner.finish();
        return experiment.text(results);
    }

    /// As the other, without other runs to take results from.
    public static String run(
            Experiment experiment, RunFolder folder, DataSplits data, Progress progress, CancellationToken cancellation)
            throws IOException {
        return run(Plan.of(experiment, data), experiment, folder, List.of(), progress, cancellation);
    }
}
