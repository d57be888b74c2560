package org.spikestill.model.architecture;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Activations {
    static final Catalog<Activation> CATALOG =
            Catalog.of("activation", Activation.class, List.of(Activation.Relu.class, Activation.Qcfs.class));

    private Activations() {}
}
