package org.spikestill.lab.torch;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Optimizers {
    static final Catalog<Optimizer> CATALOG = Catalog.of(
            "optimizer", Optimizer.class, List.of(Adam.class, QuantisedAdam.class, Sgd.class, KeepZeros.class));

    private Optimizers() {}
}
