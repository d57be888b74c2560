package org.spikestill.lab.experiment;

import java.util.List;
import org.spikestill.model.settings.Catalog;

/// The experiments there are. All of them, ours too, join through `META-INF/services`: this package knows none.
final class Experiments {
    static final Catalog<Experiment> CATALOG = Catalog.of("experiment", Experiment.class, List.of());

    private Experiments() {}
}
