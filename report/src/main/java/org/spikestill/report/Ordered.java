package org.spikestill.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Unmodifiable copies that keep the order of their entries, which `Map.copyOf` does not: a page shows them in order.
final class Ordered {
    private Ordered() {}

    static <V> Map<String, V> copyOf(Map<String, V> entries) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
