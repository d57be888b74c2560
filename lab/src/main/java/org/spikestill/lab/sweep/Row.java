package org.spikestill.lab.sweep;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.data.Digests;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One run of a table.
///
/// @param labels values that set its line apart from the others, by field
public record Row(Map<String, String> labels, Experiment experiment) {
    public Row {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    Row with(String field, String label, JsonNode changes, String where) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(field, label);
        return new Row(more, changed(changes, where));
    }

    Row withSeed(long seed) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("seed", seed);
        return new Row(labels, changed(change, ""));
    }

    private Experiment changed(JsonNode changes, String where) {
        return (Experiment) Settings.read((Record) experiment, changes, where);
    }

    /// `method hybrid, student vgg5, seed 2`
    public String title() {
        String line = labels.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + ", ")
                .collect(Collectors.joining());
        return line + "seed " + experiment.run().seed();
    }

    /// Name of its folder: for people first, and different for different settings.
    String folder() {
        String words = title().toLowerCase().replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
        String shortened = words.substring(0, Math.min(80, words.length()));
        String settings = Settings.toJson(ExperimentRun.write(experiment));
        return shortened + "-"
                + Digests.sha256(settings.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }
}
