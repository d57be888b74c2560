package org.spikestill.lab.compare;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.data.DataSource;
import org.spikestill.data.Digests;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.lab.recipe.Stage;
import org.spikestill.lab.recipe.Step;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What decides the bytes of a network, so that runs which would train the same one share it.
final class Recipes {
    private Recipes() {}

    /// Digest of all that the artificial networks of a run depend on, by stage.
    static Map<Stage, String> artificial(DistillSettings settings) {
        Map<Stage, String> digests = new LinkedHashMap<>();
        for (Step step : settings.method().plan(settings).steps()) {
            if (step instanceof Step.Artificial artificial) {
                ObjectNode all = JsonNodeFactory.instance.objectNode();
                all.set("network", Settings.write(artificial));
                all.set("data", DataSource.catalog().write(settings.data()));
                all.put("validation", settings.validation());
                all.put("seed", settings.seed());
                artificial.teacher().ifPresent(stage -> all.put("teacher", teacher(stage, digests, settings)));
                digests.put(step.stage(), digest(all));
            }
        }
        return digests;
    }

    /// A teacher that is trained before, or was; one made in more steps is not told apart from the whole run.
    private static String teacher(Stage stage, Map<Stage, String> digests, DistillSettings settings) {
        if (digests.containsKey(stage)) {
            return digests.get(stage);
        }
        return settings.teacherFile().map(ModelFile::digest).orElseGet(() -> digest(Settings.write(settings)));
    }

    static String digest(JsonNode tree) {
        return Digests.sha256(Settings.toJson(tree).getBytes(StandardCharsets.UTF_8));
    }
}
