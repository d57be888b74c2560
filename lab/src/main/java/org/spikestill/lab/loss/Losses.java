package org.spikestill.lab.loss;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Losses {
    static final Catalog<Loss> CATALOG = Catalog.of(
            "loss",
            Loss.class,
            List.of(
                    CrossEntropy.class,
                    AttentionMatch.class,
                    SoftTargets.class,
                    RotatedSoftTargets.class,
                    PseudoLabels.class,
                    PixelSoftmax.class,
                    FeatureMatch.class,
                    DecodedMatch.class,
                    TickCrossEntropy.class,
                    TickSoftTargets.class,
                    TickSelfTargets.class,
                    WindowMatch.class,
                    GradientAttention.class,
                    SpikeTarget.class,
                    RateTarget.class,
                    MeanSquaredError.class,
                    L1Penalty.class,
                    SquaredHinge.class,
                    L0Penalty.class));

    private Losses() {}
}
