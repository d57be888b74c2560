package org.spikestill.model.surrogate;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Surrogates {
    static final Catalog<Surrogate> CATALOG = Catalog.of(
            "surrogate",
            Surrogate.class,
            List.of(Triangle.class, Atan.class, Rectangle.class, Sigmoid.class, SpikeTime.class));

    private Surrogates() {}
}
