package org.spikestill.bench.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.settings.Hardware;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Times of one variant over some rounds, in milliseconds.
record Timing(double median, double min, double max) {
    static Timing of(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Timing(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /// What every report begins with.
    static ObjectNode machine() {
        Hardware hardware = Hardware.here();
        return JsonNodeFactory.instance
                .objectNode()
                .put("machine", hardware.cpu() + ", " + hardware.cores() + " cores")
                .put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /// Each variant with its times and its ratio to every other.
    ///
    /// @param floor least time that anything of the kind takes, in milliseconds
    static ObjectNode compare(Map<String, Timing> variants, double floor) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        variants.forEach((name, timing) -> {
            ObjectNode node = all.putObject(name);
            node.putObject("ms")
                    .put("median", timing.median)
                    .put("min", timing.min)
                    .put("max", timing.max);
            node.put("floor_ms", floor);
            ObjectNode ratio = node.putObject("ratio");
            new LinkedHashMap<>(variants).forEach((other, theirs) -> {
                if (!other.equals(name)) {
                    ratio.put(other, timing.median / theirs.median);
                }
            });
        });
        return all;
    }

    static void print(Map<String, Timing> variants) {
        System.out.printf("%-36s %10s %10s %10s%n", "", "median ms", "min", "max");
        variants.forEach((name, timing) ->
                System.out.printf("%-36s %10.3f %10.3f %10.3f%n", name, timing.median, timing.min, timing.max));
    }
}
