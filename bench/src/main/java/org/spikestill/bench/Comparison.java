package org.spikestill.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.torch.Floor;
import org.spikestill.lab.torch.Precision;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Entrants that take the same step in turn, beside the bare arithmetic of both precisions.
final class Comparison {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;

    /// Measurements of one contender.
    private record Result(Precision precision, Statistics time, double gigabytes) {}

    private final BenchNetwork subject;
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final Map<Precision, Statistics> floors = new EnumMap<>(Precision.class);

    private Comparison(BenchNetwork subject) {
        this.subject = subject;
    }

    /// @param entrants are finished when this returns
    static Comparison of(BenchNetwork subject, List<Contender> entrants) {
        Comparison contest = new Comparison(subject);
        double[][] millis = new double[entrants.size()][ROUNDS];
        Map<Precision, double[]> bare = new EnumMap<>(Precision.class);
        try (Floor floats = new Floor(subject.network(), BenchNetwork.BATCH, Precision.FLOAT32);
                Floor halves = new Floor(subject.network(), BenchNetwork.BATCH, Precision.BFLOAT16)) {
            Map<Precision, Floor> floors = Map.of(Precision.FLOAT32, floats, Precision.BFLOAT16, halves);
            floors.keySet().forEach(precision -> bare.put(precision, new double[ROUNDS]));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                int kept = Math.max(round, 0); // warm-up is overwritten
                for (int i = 0; i < entrants.size(); i++) {
                    millis[i][kept] = entrants.get(i).step();
                }
                floors.forEach((precision, floor) -> bare.get(precision)[kept] = Statistics.time(floor::step));
            }
        }
        for (int i = 0; i < entrants.size(); i++) {
            Contender entrant = entrants.get(i);
            contest.results.put(
                    entrant.label(), new Result(entrant.precision(), Statistics.of(millis[i]), entrant.finish()));
        }
        bare.forEach((precision, values) -> contest.floors.put(precision, Statistics.of(values)));
        return contest;
    }

    ObjectNode json() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("network", subject.name())
                .put("ticks", subject.network().ticks())
                .put("batch", BenchNetwork.BATCH)
                .put("rounds", ROUNDS);
        Map<String, Statistics> times = new LinkedHashMap<>();
        results.forEach((label, own) -> times.put(label, own.time()));
        ObjectNode variants = Report.variants(times, label -> floor(results.get(label)));
        results.forEach((label, own) -> {
            ObjectNode node = ((ObjectNode) variants.get(label)).put("gigabytes", own.gigabytes());
            ((ObjectNode) node.get("ratio")).put("floor", own.time().median() / floor(own));
        });
        result.set("variants", variants);
        return result;
    }

    /// Milliseconds of the bare arithmetic in an entrant's precision.
    private double floor(Result own) {
        return floors.get(own.precision()).median();
    }

    void print() {
        System.out.printf(
                "%n%s, T = %d, batch %d, %d rounds in turn%n",
                subject.name(), subject.network().ticks(), BenchNetwork.BATCH, ROUNDS);
        System.out.printf("%-28s %9s %9s %9s %9s %9s%n", "", "median ms", "min", "max", "x floor", "GB");
        floors.forEach((precision, time) -> System.out.printf(
                "%-28s %9.1f %9.1f %9.1f%n",
                precision == Precision.FLOAT32 ? "floor" : "floor-bf16", time.median(), time.min(), time.max()));
        results.forEach((label, own) -> System.out.printf(
                "%-28s %9.1f %9.1f %9.1f %9.2f %9.2f%n",
                label,
                own.time().median(),
                own.time().min(),
                own.time().max(),
                own.time().median() / floor(own),
                own.gigabytes()));
    }
}
