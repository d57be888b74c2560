package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Passes {
    static final Catalog<Pass> CATALOG =
            Catalog.of("conversion pass", Pass.class, List.of(ReluToSpike.class, BalanceThresholds.class));

    private Passes() {}
}
