package org.spikestill.lab.loss;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Losses {
    static final Catalog<Loss> CATALOG =
            Catalog.of("loss", Loss.class, List.of(CrossEntropy.class, AttentionMatch.class, SoftTargets.class));

    private Losses() {}
}
