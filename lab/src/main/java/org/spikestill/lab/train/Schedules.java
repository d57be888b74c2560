package org.spikestill.lab.train;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Schedules {
    static final Catalog<Schedule> CATALOG = Catalog.of(
            "schedule", Schedule.class, List.of(Constant.class, Steps.class, Cosine.class, Exponential.class));

    private Schedules() {}
}
