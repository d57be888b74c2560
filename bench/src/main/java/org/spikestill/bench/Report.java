package org.spikestill.bench;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.spikestill.model.settings.Hardware;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The common parts of all benchmarks' reports.
public final class Report {
    private Report() {}

    /// The head of every report: machine, JVM, time.
    public static ObjectNode machine() {
        Hardware hardware = Hardware.here();
        return JsonNodeFactory.instance
                .objectNode()
                .put("machine", hardware.cpu() + ", " + hardware.cores() + " cores")
                .put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /// Each variant with its times and its ratio to every other.
    ///
    /// @param floor by variant, the least time that anything of its kind takes, in milliseconds
    public static ObjectNode variants(Map<String, Statistics> variants, ToDoubleFunction<String> floor) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        variants.forEach((name, timing) -> {
            ObjectNode node = all.putObject(name);
            node.set("ms", timing.json());
            node.put("floor_ms", floor.applyAsDouble(name));
            ObjectNode ratio = node.putObject("ratio");
            variants.forEach((other, theirs) -> {
                if (!other.equals(name)) {
                    ratio.put(other, timing.median() / theirs.median());
                }
            });
        });
        return all;
    }

    public static void print(Map<String, Statistics> variants) {
        System.out.printf("%-36s %10s %10s %10s%n", "", "median ms", "min", "max");
        variants.forEach((name, timing) ->
                System.out.printf("%-36s %10.3f %10.3f %10.3f%n", name, timing.median(), timing.min(), timing.max()));
    }
}
