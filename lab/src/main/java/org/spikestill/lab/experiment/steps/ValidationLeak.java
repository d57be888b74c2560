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
        boolean alike = provenance.seed() == run.seed()
                && share == run.validationShare()
                && HeldOut.labels(provenance).limit() == run.labels().limit();
        if (!provenance.dataset().equals(data) || alike) {
            return Optional.empty();
        }
        return Optional.of("%s was trained with %s, so it knows samples that %s hold out:"
                        .formatted(
                                file,
                                split(
                                        provenance.seed(),
                                        share,
                                        HeldOut.labels(provenance).limit()),
                                split(
                                        run.seed(),
                                        run.validationShare(),
                                        run.labels().limit()))
                + " accuracies on the validation split will be too high; take over its seed and share to avoid it");
    }

    private static String split(long seed, float share, int limit) {
        return "seed=%d and validationShare=%s%s".formatted(seed, share, limit == 0 ? "" : " of trainLimit=" + limit);
    }
}
