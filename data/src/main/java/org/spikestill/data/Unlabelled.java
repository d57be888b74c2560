package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The samples of another source without their labels, as if nobody had ever labelled them: a teacher's predictions are the
/// only supervision.
///
/// @param data source of the samples
public record Unlabelled(DataSource data) implements DataSource {
    public Unlabelled() {
        this(new Strokes());
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Opened opened = data.open(dataDir);
        return new Opened(ReLabelled.withoutLabels(opened.train()), ReLabelled.withoutLabels(opened.test()), List.of());
    }
}
