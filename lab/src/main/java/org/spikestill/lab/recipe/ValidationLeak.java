package org.spikestill.lab.recipe;

import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.model.settings.Provenance;

/// What a run holds out and a network that was made before it has learned from: seed and share decide which samples of the
/// training data are held out.
final class ValidationLeak {
    private ValidationLeak() {}

    /// A warning if the network of a file was trained on the same data held out otherwise, as far as its file says.
    static Optional<String> of(Path file, Provenance provenance, DistillSettings settings, DataSplits data) {
        double share = provenance.settings().path("validation").asDouble(settings.validation());
        if (!provenance.dataset().equals(data.name())
                || provenance.seed() == settings.seed() && (float) share == settings.validation()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s was trained with seed=%d and validation=%s, so it knows samples that seed=%d and validation=%s hold out:"
                                .formatted(
                                        file, provenance.seed(), (float) share, settings.seed(), settings.validation())
                        + " accuracies on the validation split will be too high; take over its seed and share to avoid it");
    }
}
