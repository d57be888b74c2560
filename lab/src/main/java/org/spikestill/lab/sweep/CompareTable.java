package org.spikestill.lab.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs to be compared: every combination of the values of some settings, for every variant and seed.
///
/// ```yaml
/// title: Methods and students on CIFAR-10
/// settings: {data: cifar10, student: {ticks: 100}}   # fields of a recipe that all runs share
/// vary:                                              # fields of a recipe, or paths of fields, with their values
///   student.architecture: [vgg5, vgg9]
///   method: [hybrid, lasnn]
/// variants:                                          # changes of several fields at once, by name
///   direct: {student: {encoder: direct}}
///   Poisson: {student: {encoder: poisson}}
/// seeds: [1, 2, 3]
/// ```
///
/// @param experiment name of the experiment whose settings these are
/// @param settings fields of the experiment
/// @param vary values by field of the experiment
/// @param variants fields of the experiment by the variant's name
/// @param seeds roots of chance, over which figures are averaged
public record CompareTable(
        String title,
        String experiment,
        JsonNode settings,
        Map<String, List<JsonNode>> vary,
        Map<String, JsonNode> variants,
        List<Long> seeds) {
    /// Bound on the runs of one table: a mistaken product would go on for years.
    static final int MAX_RUNS = 10_000;

    private static final String VARIANT = "variant";

    public CompareTable {
        settings = settings.deepCopy();
        vary = Collections.unmodifiableMap(new LinkedHashMap<>(vary));
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        seeds = List.copyOf(seeds);
        vary.forEach((field, values) -> {
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "vary." + field + " is empty: name at least one value, or leave it out");
            }
        });
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("seeds is empty: name at least one");
        }
        refuseSeed(settings, "settings");
        if (vary.containsKey("seed")) {
            throw new IllegalArgumentException(
                    "vary has the field seed: list seeds under 'seeds', figures are averaged over them");
        }
        variants.forEach((name, changes) -> refuseSeed(changes, "variants." + name));
        long runs = (long) Math.max(1, variants.size()) * seeds.size();
        for (List<JsonNode> values : vary.values()) {
            runs = Math.min(Long.MAX_VALUE / MAX_RUNS, runs * values.size());
        }
        if (runs > MAX_RUNS) {
            throw new IllegalArgumentException(
                    "the table has " + runs + " runs: at most " + MAX_RUNS + " are possible");
        }
    }

    public CompareTable() {
        this("", "distill", JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(), List.of(1L));
    }

    private static void refuseSeed(JsonNode tree, String where) {
        if (tree.has("seed")) {
            throw new IllegalArgumentException(
                    where + " has the field seed: list seeds under 'seeds', figures are averaged over them");
        }
    }

    /// The runs, seed by seed within each line of the table.
    ///
    /// @throws InvalidSettings naming the field, what was found and what was wanted
    public List<Row> rows() {
        Experiment base = Experiment.catalog().parse(experiment);
        Experiment shared = (Experiment) Settings.read((Record) base, settings, "settings");
        List<Row> rows = List.of(new Row(Map.of(), shared));
        for (Map.Entry<String, List<JsonNode>> axis : vary.entrySet()) {
            rows = multiplied(rows, axis.getKey(), axis.getValue());
        }
        if (!variants.isEmpty()) {
            List<Row> more = new ArrayList<>();
            for (Row row : rows) {
                variants.forEach((name, changes) -> more.add(row.with(VARIANT, name, changes, "variants." + name)));
            }
            rows = more;
        }
        List<Row> seeded = new ArrayList<>();
        for (Row row : rows) {
            seeds.forEach(seed -> seeded.add(row.withSeed(seed)));
        }
        refuseTwins(seeded);
        return seeded;
    }

    private static List<Row> multiplied(List<Row> rows, String field, List<JsonNode> values) {
        List<Row> more = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 0; i < values.size(); i++) {
                JsonNode value = values.get(i);
                ObjectNode change = Settings.at(JsonNodeFactory.instance.objectNode(), field, value);
                String label = value.isString() ? value.stringValue() : Settings.toJson(value);
                more.add(row.with(field, label, change, "vary"));
            }
        }
        return more;
    }

    private static void refuseTwins(List<Row> rows) {
        Set<Experiment> seen = new HashSet<>();
        for (Row row : rows) {
            if (!seen.add(row.experiment())) {
                throw new InvalidSettings("the table has the run '" + row.title()
                        + "' twice: the settings of two of its lines are the same");
            }
        }
    }
}
