package org.spikestill.lab.measure;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class ExitRules {
    static final Catalog<ExitRule> CATALOG =
            Catalog.of("exit rule", ExitRule.class, List.of(Confidence.class, Margin.class, Entropy.class));

    private ExitRules() {}
}
