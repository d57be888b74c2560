package org.spikestill.runtime.device;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Devices {
    static final Catalog<Device> CATALOG = Catalog.of("device", Device.class, List.of(Loihi.class, IntegerLif.class));

    private Devices() {}
}
