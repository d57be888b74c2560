package org.spikestill.lab.distill;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Methods {
    static final Catalog<Method> CATALOG = Catalog.of(
            "method",
            Method.class,
            List.of(
                    Lasnn.class,
                    LasnnGradient.class,
                    LabelKd.class,
                    TwoStageKd.class,
                    SpikeKd.class,
                    MutualKd.class,
                    Hybrid.class,
                    ConversionOnly.class));

    private Methods() {}
}
