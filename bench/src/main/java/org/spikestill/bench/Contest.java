package org.spikestill.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.torch.Precision;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Variants of one step of one subject, taken in turn, beside the bare arithmetic of both precisions.
final class Contest {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;

    private final Subject subject;
    private final Map<Variant, Statistics> times = new EnumMap<>(Variant.class);
    private final Map<Precision, Statistics> floors = new EnumMap<>(Precision.class);
    private final Map<Variant, Double> gigabytes = new EnumMap<>(Variant.class);

    private Contest(Subject subject) {
        this.subject = subject;
    }

    static Contest of(Subject subject, List<Variant> variants) {
        Contest contest = new Contest(subject);
        Map<Variant, Stepper> steppers = new EnumMap<>(Variant.class);
        variants.forEach(variant -> steppers.put(variant, new Stepper(subject, variant)));
        Map<Variant, double[]> millis = new EnumMap<>(Variant.class);
        variants.forEach(variant -> millis.put(variant, new double[ROUNDS]));
        Map<Precision, double[]> bare = new EnumMap<>(Precision.class);
        try (Floor floats = new Floor(subject, Precision.FLOAT32);
                Floor halves = new Floor(subject, Precision.BFLOAT16)) {
            Map<Precision, Floor> floors = Map.of(Precision.FLOAT32, floats, Precision.BFLOAT16, halves);
            floors.keySet().forEach(precision -> bare.put(precision, new double[ROUNDS]));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                int kept = Math.max(round, 0); // warm-up is overwritten
                steppers.forEach((variant, stepper) -> millis.get(variant)[kept] = Statistics.time(stepper::step));
                floors.forEach((precision, floor) -> bare.get(precision)[kept] = Statistics.time(floor::step));
            }
        }
        steppers.values().forEach(Stepper::close);
        millis.forEach((variant, values) -> contest.times.put(variant, Statistics.of(values)));
        bare.forEach((precision, values) -> contest.floors.put(precision, Statistics.of(values)));
        return contest;
    }

    Contest weighed(double idle) throws IOException, InterruptedException {
        for (Variant variant : times.keySet()) {
            gigabytes.put(variant, Memory.of(subject, variant, idle));
        }
        return this;
    }

    ObjectNode json() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("network", subject.name())
                .put("ticks", subject.network().ticks())
                .put("batch", Subject.BATCH)
                .put("rounds", ROUNDS);
        ObjectNode variants = result.putObject("variants");
        times.forEach((variant, time) -> {
            double floor = floors.get(variant.precision).median();
            ObjectNode node = variants.putObject(variant.label());
            node.set("ms", time.json());
            node.put("floor_ms", floor);
            if (gigabytes.containsKey(variant)) {
                node.put("gigabytes", gigabytes.get(variant));
            }
            ObjectNode ratio = node.putObject("ratio").put("floor", time.median() / floor);
            times.forEach((other, theirs) -> {
                if (other != variant) {
                    ratio.put(other.label(), time.median() / theirs.median());
                }
            });
        });
        return result;
    }

    void print() {
        System.out.printf(
                "%n%s, T = %d, batch %d, %d rounds in turn%n",
                subject.name(), subject.network().ticks(), Subject.BATCH, ROUNDS);
        System.out.printf("%-16s %9s %9s %9s %9s %9s%n", "", "median ms", "min", "max", "x floor", "GB");
        floors.forEach((precision, time) -> System.out.printf(
                "%-16s %9.1f %9.1f %9.1f%n",
                precision == Precision.FLOAT32 ? "floor" : "floor-bf16", time.median(), time.min(), time.max()));
        times.forEach((variant, time) -> System.out.printf(
                "%-16s %9.1f %9.1f %9.1f %9.2f %9s%n",
                variant.label(),
                time.median(),
                time.min(),
                time.max(),
                time.median() / floors.get(variant.precision).median(),
                gigabytes.containsKey(variant) ? "%.2f".formatted(gigabytes.get(variant)) : ""));
    }
}
