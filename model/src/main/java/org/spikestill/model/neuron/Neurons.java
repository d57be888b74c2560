package org.spikestill.model.neuron;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Neurons {
    static final Catalog<Neuron> CATALOG = Catalog.of(
            "neuron",
            Neuron.class,
            List.of(
                    Lif.class,
                    LearnedLif.class,
                    CubaLif.class,
                    LoihiLif.class,
                    Integrator.class,
                    LeakyIntegrator.class));

    private Neurons() {}
}
