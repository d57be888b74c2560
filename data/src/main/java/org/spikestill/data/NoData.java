package org.spikestill.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.Shape;

/// No samples, for experiments that simulate all they measure.
public record NoData() implements DataSource {
    @Override
    public Opened open(Optional<Path> dataDir) {
        return new Opened(empty(), empty(), List.of());
    }

    private static Dataset empty() {
        return new Tabulated(Shape.of(1), Labels.values(1), new float[0], new float[0]);
    }
}
