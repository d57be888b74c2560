package org.spikestill.model.encode;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Encoders {
    static final Catalog<Encoder> CATALOG = Catalog.of(
            "encoder",
            Encoder.class,
            List.of(Direct.class, FixedPoint.class, Poisson.class, Frames.class, Latency.class));

    private Encoders() {}
}
