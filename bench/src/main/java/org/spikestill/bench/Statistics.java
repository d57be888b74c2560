package org.spikestill.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Times of several rounds, in milliseconds.
public record Statistics(double median, double min, double max) {
    public static Statistics of(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Statistics(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /// By variant, of the times of each round.
    public static Map<String, Statistics> of(Map<String, List<Double>> millis) {
        Map<String, Statistics> all = new LinkedHashMap<>();
        millis.forEach((name, times) ->
                all.put(name, of(times.stream().mapToDouble(Double::doubleValue).toArray())));
        return all;
    }

    public JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", median)
                .put("min", min)
                .put("max", max);
    }

    public static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
