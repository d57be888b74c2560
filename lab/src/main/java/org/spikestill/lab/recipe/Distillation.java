package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.List;
import org.spikestill.lab.data.DataSplits;
import org.spikestill.lab.recipe.Judge.Verdict;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.lab.report.Headline;
import org.spikestill.lab.train.Interruption;
import org.spikestill.lab.train.Progress;

/// A run from the first batch to the report.
public final class Distillation {
    private Distillation() {}

    /// Makes every network that is not there yet, judges them all, and tells of it in the run's folder.
    ///
    /// @return the networks with their figures, teacher first
    /// @throws Interruption.Stopped after a checkpoint, if a stop was wished for
    public static List<Headline> run(
            RunFolder folder, DistillSettings settings, DataSplits data, Progress progress, Interruption interruption)
            throws IOException {
        LayerwiseDistill recipe = new LayerwiseDistill(folder, settings, data, progress, interruption);
        Models models = recipe.run();
        interruption.over(); // judging is repeated in a minute or two and writes whole files: nothing to wait for
        Verdict verdict = new Judge(settings, data, recipe, progress).judge(models);
        Telling telling = new Telling(folder, settings, data, models, verdict);
        telling.write();
        folder.dropCache();
        return telling.headlines();
    }
}
