package org.spikestill.bench.engine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.spikestill.runtime.Exit;
import org.spikestill.runtime.WeightType;

/// A way to run a student: the type of its weights and when to stop.
///
/// @param confidence that ends a sample once exceeded; 1 runs every tick
record Policy(WeightType type, float confidence) {
    private static final List<Float> CONFIDENCES = List.of(1f, 0.999f, 0.99f, 0.95f, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f);

    static List<Policy> all() {
        return Stream.of(WeightType.values())
                .flatMap(type -> CONFIDENCES.stream().map(confidence -> new Policy(type, confidence)))
                .toList();
    }

    String name() {
        return confidence == 1
                ? "engine " + type + ", every tick"
                : String.format(Locale.ROOT, "engine %s, exit above %.4g", type, confidence);
    }

    Exit exit() {
        return confidence == 1 ? Exit.never() : Exit.confidence(confidence);
    }
}
