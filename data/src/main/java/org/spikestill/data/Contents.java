package org.spikestill.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Contents of samples by digest, to find those that occur twice. Holds 32 characters a sample; not for sharing between threads.
final class Contents {
    /// Groups that are named; the rest is counted.
    private static final int NAMED = 20;

    /// Characters of a digest that are kept: 128 bits.
    private static final int KEPT = 32;

    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    private record Place(String part, String name) {}

    /// @param digest in hexadecimal digits
    void add(String digest, String part, String name) {
        places.computeIfAbsent(digest.substring(0, KEPT), _ -> new ArrayList<>(1))
                .add(new Place(part, name));
    }

    DataReview.Duplicates duplicates() {
        long across = 0;
        long within = 0;
        List<List<String>> named = new ArrayList<>();
        for (List<Place> group : places.values()) {
            Map<String, Long> parts = new HashMap<>();
            group.forEach(place -> parts.merge(place.part(), 1L, Long::sum));
            within += group.size() - parts.size();
            if (parts.size() > 1) {
                across++;
                if (named.size() < NAMED) {
                    named.add(group.stream().map(Place::name).toList());
                }
            }
        }
        return new DataReview.Duplicates(across, named, within);
    }
}
