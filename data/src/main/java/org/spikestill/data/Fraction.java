package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// Another source with fewer training samples, of each class its share; the test set is whole.
///
/// @param source of the samples
/// @param share of the training samples that is kept, in (0, 1]
/// @param seed of the choice
public record Fraction(DataSource source, float share, long seed) implements DataSource {
    public Fraction {
        Check.positive("share", share);
        Check.within("share", share, 0, 1);
    }

    public Fraction() {
        this(new Mnist(), 0.1f, 1);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Opened whole = source.open(dataDir);
        Split split = Split.share(whole.train(), share, Seed.of(seed).split("fraction"));
        return new Opened(split.heldOut(), whole.test(), whole.classNames());
    }
}
