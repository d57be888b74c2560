package org.spikestill.lab.experiment.steps;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.measure.HeldOut;
import org.spikestill.model.settings.Provenance;

/// Samples that a run holds out and a network from a file was trained on: seed and share decide which samples of the training
/// data are held out.
final class ValidationLeak {
    private ValidationLeak() {}

    /// A warning if the network of a file was trained on the same data held out otherwise, as far as its file records it.
    static Optional<String> of(Path file, Provenance provenance, RunSettings run, String data) {
        float share = HeldOut.share(provenance).orElse(run.validationShare());
        if (!provenance.dataset().equals(data) || provenance.seed() == run.seed() && share == run.validationShare()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s was trained with seed=%d and validationShare=%s, so it knows samples that seed=%d and validationShare=%s hold out:"
                                .formatted(file, provenance.seed(), share, run.seed(), run.validationShare())
                        + " accuracies on the validation split will be too high; take over its seed and share to avoid it");
    }
}
