package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.recipe.Judge.Verdict;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.lab.train.CancellationToken;
import org.spikestill.lab.train.Progress;
import org.spikestill.report.result.NetworkResult;

/// A run from the first batch to the report.
public final class Distillation {
    private Distillation() {}

    /// Makes every network that is not there yet, judges them all, and tells of it in the run's folder.
    ///
    /// @return the networks with their figures, teacher first
    /// @throws CancellationToken.Cancelled after a checkpoint, if a stop was wished for
    public static List<NetworkResult> run(
            RunFolder folder,
            DistillSettings settings,
            DataSplits data,
            Progress progress,
            CancellationToken cancellation)
            throws IOException {
        LayerwiseDistill recipe = new LayerwiseDistill(folder, settings, data, progress, cancellation);
        Models models = recipe.run();
        cancellation.release(); // judging is repeated in a minute or two and writes whole files: nothing to wait for
        Verdict verdict = new Judge(settings, data, recipe, progress).judge(models);
        Telling telling = new Telling(folder, settings, data, models, verdict);
        telling.write();
        folder.dropCache();
        return telling.networks();
    }
}
