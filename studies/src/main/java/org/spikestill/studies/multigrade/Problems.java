package org.spikestill.studies.multigrade;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Problems {
    static final Catalog<Problem> CATALOG = Catalog.of(
            "problem",
            Problem.class,
            List.of(
                    Oscillation.class,
                    Manifold.class,
                    Target.class,
                    PictureProblem.class,
                    PointsFile.class,
                    NoisyClasses.class,
                    DigitRegression.class,
                    Fredholm.class,
                    Helmholtz.class));

    private Problems() {}
}
