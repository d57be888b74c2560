package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.LabelSupply;
import org.spikestill.model.settings.Seed;

/// The settings that every experiment has: the data, how they are split, and the root of all random numbers.
///
/// @param data source of the samples
/// @param labels how many of the training samples are labelled, and how many of the labels are wrong
/// @param validationShare share of the training data held out, in [0.01, 0.5]
/// @param seed root of all random numbers
public record RunSettings(DataSource data, LabelSupply labels, float validationShare, long seed) {
    /// With all labels as published.
    public RunSettings(DataSource data, float validationShare, long seed) {
        this(data, LabelSupply.ALL, validationShare, seed);
    }

    /// Reads the data, split as these settings say.
    public DataSplits open(Optional<Path> dataDir) throws IOException {
        return DataSplits.of(data, dataDir, labels, validationShare, root());
    }

    public Seed root() {
        return Seed.of(seed);
    }
}
