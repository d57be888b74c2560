package org.spikestill.report;

import java.util.List;
import java.util.stream.Stream;

/// Which colour, dash and symbol a network has, the same in every chart.
record Slots(List<String> networks) {
    /// As many as the style sheet defines; the next network starts over.
    static final int COUNT = 8;

    static Slots of(DistillReport report) {
        return new Slots(Stream.of(
                        report.headline().stream().map(Headline::network),
                        report.accuracyByTick().stream().map(TickCurve::network),
                        report.activity().stream().map(Activity::network))
                .flatMap(names -> names)
                .distinct()
                .toList());
    }

    int of(String network) {
        return networks.indexOf(network) % COUNT;
    }
}
