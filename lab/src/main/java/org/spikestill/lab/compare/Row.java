package org.spikestill.lab.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One run of a table.
///
/// @param labels what sets its line apart from the others, by field
public record Row(Map<String, String> labels, DistillSettings settings) {
    public Row {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    Row with(String field, String label, JsonNode changes, String where) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(field, label);
        return new Row(more, Settings.read(settings, changes, where));
    }

    Row withSeed(long seed) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("seed", seed);
        return new Row(labels, Settings.read(settings, change, ""));
    }

    /// `method hybrid, student vgg5, seed 2`
    public String inWords() {
        String line = labels.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + ", ")
                .collect(Collectors.joining());
        return line + "seed " + settings.seed();
    }

    /// Name of its folder: for people first, and different for different settings.
    String folder() {
        String words = inWords().toLowerCase().replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
        String shortened = words.substring(0, Math.min(80, words.length()));
        return shortened + "-" + Recipes.digest(Settings.write(settings)).substring(0, 8);
    }
}
