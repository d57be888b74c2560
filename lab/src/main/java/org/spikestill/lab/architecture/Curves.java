package org.spikestill.lab.architecture;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Curves {
    static final Catalog<Curve> CATALOG = Catalog.of("curve", Curve.class, List.of(Curve.Relu.class, Curve.Qcfs.class));

    private Curves() {}
}
