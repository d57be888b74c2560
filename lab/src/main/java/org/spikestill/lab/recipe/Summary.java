package org.spikestill.lab.recipe;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.spikestill.lab.recipe.Judge.Verdict;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The figures of a run for programs: `summary.json`. Accuracies are shares; `accuracy` is of the test set, `validation`
/// of the split that chose epochs and scales.
final class Summary {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Summary() {}

    static String of(RunFolder folder, DistillSettings settings, String data, Models models, Verdict verdict) {
        ObjectNode root = JSON.objectNode();
        root.put("method", Method.catalog().name(settings.method()));
        root.put("data", data);
        root.put("seed", settings.seed());
        root.put("ticks", settings.ticks());
        root.set("accuracy", byStage(verdict, Evaluation::accuracy));
        ObjectNode validation = root.putObject("validation");
        ObjectNode epochs = root.putObject("epochs");
        ObjectNode seconds = root.putObject("seconds");
        ObjectNode costs = JSON.objectNode();
        List<Epoch> history = folder.history();
        models.byStage().keySet().forEach(stage -> {
            RunFolder.Finished finished = folder.finished(stage).orElseThrow();
            validation.put(stage.label(), finished.validation());
            seconds.put(stage.label(), finished.seconds());
            if (finished.epoch() > 0) {
                epochs.put(stage.label(), finished.epoch());
            }
            Cost.of(stage, history).ifPresent(cost -> costs.set(stage.label(), cost(cost)));
        });
        seconds.put("judge", verdict.seconds());
        root.set("costs", costs);
        ObjectNode longRuns = root.putObject("converted_at");
        verdict.longTest()
                .forEach((ticks, run) -> longRuns.putObject(String.valueOf(ticks))
                        .put("accuracy", run.test().accuracy())
                        .put("validation", run.validation())
                        .put("spikes_per_sample", run.test().spikesPerSample()));
        Evaluation student = verdict.test().get(models.result());
        root.put("spikes_per_sample", student.spikesPerSample());
        root.set("accuracy_by_tick", ticks(verdict));
        verdict.exit().ifPresent(exit -> root.set("early_exit", exit(exit)));
        root.set("layers", layers(student));
        root.set("parity", parity(verdict.parity()));
        ObjectNode digests = root.putObject("digests");
        models.byStage().keySet().forEach(stage -> digests.put(stage.label(), ModelFile.digest(folder.model(stage))));
        root.set("settings", Settings.write(settings));
        root.set("provenance", Settings.write(models.student().provenance()));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode cost(Cost cost) {
        ObjectNode node = JSON.objectNode();
        node.put("seconds_per_epoch", cost.seconds());
        node.put("teacher_seconds_per_epoch", cost.teacherSeconds());
        cost.peakMegabytes().ifPresent(each -> node.put("peak_megabytes", each));
        return node;
    }

    private static ObjectNode byStage(Verdict verdict, ToDoubleFunction<Evaluation> figure) {
        ObjectNode node = JSON.objectNode();
        verdict.test().forEach((stage, evaluation) -> node.put(stage.label(), figure.applyAsDouble(evaluation)));
        return node;
    }

    private static ObjectNode ticks(Verdict verdict) {
        ObjectNode node = JSON.objectNode();
        for (Map.Entry<Stage, Evaluation> each : verdict.test().entrySet()) {
            if (each.getValue().accuracyByTick().size() > 1) {
                ArrayNode ticks = node.putArray(each.getKey().label());
                each.getValue().accuracyByTick().forEach(ticks::add);
            }
        }
        return node;
    }

    private static ObjectNode exit(EarlyExit exit) {
        ObjectNode node = JSON.objectNode();
        node.put("rule", exit.rule());
        node.put("accuracy", exit.accuracy());
        node.put("average_ticks", exit.averageTicks());
        ArrayNode share = node.putArray("share");
        exit.share().forEach(share::add);
        return node;
    }

    private static ArrayNode layers(Evaluation evaluation) {
        ArrayNode layers = JSON.arrayNode();
        evaluation
                .layers()
                .forEach(layer -> layers.addObject()
                        .put("name", layer.name())
                        .put("neurons", layer.neurons())
                        .put("spikes_per_sample", layer.spikesPerSample())
                        .put("firing_rate", layer.firingRate()));
        return layers;
    }

    private static ObjectNode parity(Parity parity) {
        ObjectNode node = JSON.objectNode();
        node.put("samples", parity.samples());
        node.put("differing_predictions", parity.differences().size());
        ArrayNode differing = node.putArray("differing");
        parity.differences()
                .forEach(each -> differing
                        .addObject()
                        .put("index", each.index())
                        .put("trainer", each.trainer())
                        .put("engine", each.engine()));
        ArrayNode layers = node.putArray("spikes");
        parity.layers()
                .forEach(each -> layers.addObject()
                        .put("layer", each.name())
                        .put("trainer", each.trainer())
                        .put("engine", each.engine()));
        parity.first().ifPresent(each -> node.put("first_difference", each.inWords()));
        return node;
    }
}
