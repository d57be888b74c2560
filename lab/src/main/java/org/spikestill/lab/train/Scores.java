package org.spikestill.lab.train;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Scores {
    static final Catalog<Score> CATALOG =
            Catalog.of("score", Score.class, List.of(Accuracy.class, RelativeSquaredError.class, Agreement.class));

    private Scores() {}
}
