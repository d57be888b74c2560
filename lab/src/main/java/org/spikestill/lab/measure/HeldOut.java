package org.spikestill.lab.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.LabelSupply;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import tools.jackson.databind.JsonNode;

/// The samples of the training data that a network was not trained on.
///
/// @param labels number of the training samples that were labelled, and their noise
/// @param share of the labelled training data
/// @param seed decides which samples
public record HeldOut(LabelSupply labels, float share, Seed seed) {
    /// Names of the share in provenances, the newest first: files of earlier versions stay readable.
    private static final List<String> SHARES = List.of("validationShare", "validation");

    /// The data as they were split.
    public DataSplits of(DataSource source, Optional<Path> dataDir) throws IOException {
        return DataSplits.of(source, dataDir, labels, share, seed);
    }

    /// Labels that a network was trained on, as far as its file records it; all as published otherwise.
    public static LabelSupply labels(Provenance provenance) {
        JsonNode settings = provenance.settings();
        float noise = (float) settings.path("labelNoise").asDouble(0);
        return new LabelSupply(Math.max(0, settings.path("trainLimit").asInt(0)), Math.clamp(noise, 0, 0.9f));
    }

    /// Share of the training data held out when a network was trained, as far as its file records it.
    public static Optional<Float> share(Provenance provenance) {
        return SHARES.stream()
                .map(provenance.settings()::path)
                .filter(JsonNode::isNumber)
                .findFirst()
                .map(share -> Float.parseFloat(share.asString()));
    }

    /// Samples held out when a network was trained; empty if it was not trained on these data by a recipe.
    public static Optional<HeldOut> of(Provenance provenance, DataSource source) {
        JsonNode seed = provenance.settings().path("seed");
        boolean same = provenance.dataset().equals(DataSource.catalog().spec(source));
        return same && seed.isIntegralNumber()
                ? share(provenance).map(share -> new HeldOut(labels(provenance), share, Seed.of(seed.longValue())))
                : Optional.empty();
    }
}
