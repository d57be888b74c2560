package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Passes {
    static final Catalog<Pass> CATALOG = Catalog.of(
            "conversion pass",
            Pass.class,
            List.of(
                    FoldBatchNorm.class,
                    ReluToSpike.class,
                    ClipToSpike.class,
                    BalanceThresholds.class,
                    NormaliseByData.class,
                    NormaliseByModel.class,
                    SoftReset.class,
                    Calibrate.class,
                    FixConstants.class,
                    PruneGates.class,
                    RemoveDeadUnits.class));

    private Passes() {}
}
